/**
 * Every setting of the environment: what help, documents and refusals say of it, and what a misspelt one is compared with.
 */
import { Settings } from "@loopi/http"
import { ofEmbedders } from "./ofEmbedders.ts"
import { ofModels } from "./ofModels.ts"
import { ofObserving } from "./ofObserving.ts"
import { ofPeople } from "./ofPeople.ts"
import { ofStorage } from "./ofStorage.ts"
import type { Setting, SettingGroup } from "./Setting.ts"

const ofServer: SettingGroup = { title: "The server", page: "deploy.md", settings: Object.values(Settings.settings) }

export const groups: ReadonlyArray<SettingGroup> = [ofServer, ofPeople, ofStorage, ofModels, ofEmbedders, ofObserving]

export const settings: ReadonlyMap<string, Setting> = new Map(
  groups.flatMap((group) => group.settings.map((setting) => [setting.name, setting]))
)

const width = Math.max(...Array.from(settings.keys(), (name) => name.length)) + 2

/** For the help of the command. */
export const settingsHelp = [
  "  Settings in the environment; docs/configuration.md has them, too.",
  ...groups.flatMap(({ settings, title }) => [
    "",
    `  ${title}:`,
    ...settings.map(({ means, name, otherwise }) => `    ${name.padEnd(width)}${means} (${otherwise})`)
  ])
].join("\n")
