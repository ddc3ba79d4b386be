/**
 * How the server is to listen: what was typed, else what the environment says.
 */
import { Server, type ServerSettings, Settings } from "@loopi/http"
import { Effect, Option } from "effect"
import { hostRefused, notExposed, settingRefused } from "../failures/serving.ts"

export interface Typed {
  readonly port: Option.Option<number>
  readonly host: Option.Option<string>
  readonly adminPort: Option.Option<number>
  readonly expose: boolean
}

export const serverSettings = Effect.fnUntraced(function* ({ adminPort, expose, host, port }: Typed) {
  const set = yield* Effect.catchTag(Settings.fromConfig, "SettingRefused", settingRefused)
  const settings: ServerSettings = {
    ...set,
    exposed: expose,
    port: Option.getOrElse(port, () => set.port),
    adminPort: Option.getOrElse(adminPort, () => set.adminPort),
    host: Option.isNone(host) ? set.host : yield* addressIn(host.value)
  }
  return yield* Effect.catchTag(Server.checked(settings), "HostNotExposed", notExposed)
})

const addressIn = (value: string) =>
  Effect.mapError(Effect.fromOption(Settings.settings.host.parse(value)), () => hostRefused(value))
