/**
 * A program is killed while somebody is erased, sooner or later: the next one ends it, and nobody else loses anything.
 */
import { Privacy, UserId } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { Plan } from "loopi"
import { start, temporaryDirectory } from "../child.ts"
import { filesWith, findings, keptOf, opened } from "./world.ts"

const Told = Schema.fromJsonString(
  Schema.Struct({ leaving: UserId, staying: UserId, kept: Schema.Array(Schema.String), code: Schema.String })
)

describe.each(["postgres", "lancedb"] as const)("where %s keeps the study", (study) => {
  it.live.each([150, 1_500])("killed %i ms after the rows are gone", (wait) =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const { kill, line } = yield* start("privacy/leaver.ts", directory, study)
      const { code, kept, leaving, staying } = yield* Effect.flatMap(line, Schema.decodeUnknownEffect(Told))
      yield* Effect.sleep(wait)
      yield* kill

      const plan = { ...Plan.embedded({ directory }), study }
      yield* Effect.gen(function* () {
        const { receipt } = yield* Privacy
        yield* Effect.repeat(receipt(Redacted.make(code)), { until: ({ status }) => status === "finished" })
        assert.deepStrictEqual(filesWith(plan.lancedb, leaving), [])
        assert.deepStrictEqual(yield* keptOf(staying), kept)
        assert.deepStrictEqual(yield* findings, [])
      }).pipe(Effect.provide(opened(plan)))
    })
  )
})
