/**
 * Which failures of the database may pass, and which are our bugs.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { SqlError } from "effect/sql"
import { orUnavailable } from "../src/internal/orUnavailable.ts"

/** A failure the client has no better word for than its SQLSTATE. */
const failure = (code: string, operation = "query") =>
  SqlError.SqlError.make({
    reason: SqlError.UnknownError.make({ cause: Object.assign(new Error("from the server"), { code }), operation })
  })

const sorted = (error: SqlError.SqlError) => Effect.exit(Effect.fail(error).pipe(orUnavailable("GoalStore.list")))

describe("a failure of the database", () => {
  it.effect.each(["53100", "53300", "57P01", "57P02", "57P03", "25P03", "58030"])("passes by itself: %s", (code) =>
    Effect.gen(function* () {
      const exit = yield* sorted(failure(code))
      assert.isTrue(Exit.hasFails(exit))
      assert.include(JSON.stringify(exit), "StoreUnavailable")
    })
  )

  it.effect.each(["22021", "22P02", "25P02", "0A000", "XX000", ""])("is our bug: %j", (code) =>
    Effect.map(sorted(failure(code)), (exit) => assert.isTrue(Exit.hasDies(exit)))
  )

  it.effect("passes by itself whenever it kept us from connecting", () =>
    Effect.map(sorted(failure("3D000", "connect")), (exit) => assert.isTrue(Exit.hasFails(exit)))
  )

  it.effect("is no matter of a refusal, which passes through", () =>
    Effect.gen(function* () {
      const refusal = yield* Effect.flip(Effect.fail("refused" as const).pipe(orUnavailable("GoalStore.list")))
      assert.strictEqual(refusal, "refused")
    })
  )
})
