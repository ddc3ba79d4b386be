/**
 * What a tree that is written anew comes to, a line a skill: + is new, - goes, ~ is another name or place.
 */
import type { RegeneratedTree, SkillTreeDiff } from "@loopi/core"
import { count, cut, dim, green, printable, yellow } from "./text.ts"

/** `done` where it is kept, and not a dry run. */
export const renderDiff = ({ changed, diff, tree }: RegeneratedTree, done: boolean): ReadonlyArray<string> => {
  const { added, kept, moved, removed, renamed } = diff
  const left = removed.reduce((sum, { cards }) => sum + cards, 0)
  const differs = added.length + moved.length + removed.length + renamed.length > 0
  return [
    ...added.map(({ path }) => green(`+ ${pathText(path)}`)),
    ...renamed.map(renameLine),
    ...moved.map(({ from, to }) => yellow(`~ ${pathText(from)} → ${pathText(to)}`)),
    ...removed.map(removalLine),
    ...(kept.length === 0
      ? []
      : [dim(`= ${count(kept.length, "skill")} as ${kept.length === 1 ? "it is" : "they are"}`)]),
    ...(left === 0
      ? []
      : [`${count(left, "card")} ${left === 1 ? "has" : "have"} no skill then; you study on as before.`]),
    ...(differs || !changed ? [] : [dim("Only descriptions, places in the notes or the order differ.")]),
    dim(ending(changed, done, tree.version))
  ]
}

const renameLine = ({ by, from, score, to }: SkillTreeDiff["renamed"][number]): string =>
  `${yellow(`~ ${printable(from)} → ${printable(to)}`)} ${dim(score === null ? `same ${by}` : `${score.toFixed(2)} alike`)}`

const removalLine = ({ cards, path }: SkillTreeDiff["removed"][number]): string =>
  `- ${pathText(path)}${cards === 0 ? "" : dim(`  ${count(cards, "card")}`)}`

const pathText = (path: ReadonlyArray<string>): string => path.map((title) => cut(title, 60)).join(" › ")

const ending = (changed: boolean, done: boolean, version: number): string => {
  if (!changed) return "Nothing differs: the tree stays as it is."
  if (!done) return "Nothing is changed yet. Do it: loopi tree --regenerate"
  return version === 1 ? "Version 1." : `Version ${version}. Go back: loopi tree --restore ${version - 1}`
}
