/**
 * What every `ServerSecrets` must do: give everybody the same secrets.
 */
import { assert, it } from "@effect/vitest"
import { Array, Effect, type Layer, Redacted } from "effect"
import { ServerSecrets } from "../../ports/ServerSecrets.ts"
import type { AccountPorts } from "./accounts.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`ServerSecrets (${adapter})`, (it) => {
    it.effect("gives everybody who asks at once the same 32 bytes, others for each name", () =>
      Effect.gen(function* () {
        const secrets = yield* ServerSecrets
        const ask = (name: "cursors" | "throttles") =>
          Effect.all(
            Array.makeBy(20, () => Effect.map(secrets.get(name), Redacted.value)),
            { concurrency: "unbounded" }
          )
        const [cursors, throttles] = [yield* ask("cursors"), yield* ask("throttles")]
        for (const some of [cursors, throttles]) {
          assert.lengthOf(some[0] ?? [], 32)
          for (const one of some) assert.deepStrictEqual([...one], [...(some[0] ?? [])])
        }
        assert.notDeepEqual([...(cursors[0] ?? [])], [...(throttles[0] ?? [])])
      })
    )
  })
