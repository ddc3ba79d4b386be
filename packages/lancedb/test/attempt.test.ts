import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import { connect } from "@lancedb/lancedb"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { attempt } from "../src/attempt.ts"
import { temporaryDirectory } from "./temporaryDirectory.ts"

const someTable = Effect.gen(function* () {
  const directory = yield* temporaryDirectory
  const connection = yield* Effect.promise(() => connect(directory, { readConsistencyInterval: 0 }))
  const table = yield* Effect.promise(() => connection.createTable("some", [{ id: "a" }]))
  return { table, lose: Effect.promise(() => rm(join(directory, "some.lance", "data"), { recursive: true })) }
})

describe("attempt", () => {
  it.effect("calls what the disk refuses a failure that may be tried again", () =>
    Effect.gen(function* () {
      const { lose, table } = yield* someTable
      yield* lose
      const error = yield* Effect.flip(attempt("some.read", () => table.query().toArrow()))
      assert.strictEqual(error._tag, "StoreUnavailable")
      assert.strictEqual(error.operation, "some.read")
    })
  )

  it.effect("calls a condition that makes no sense a defect", () =>
    Effect.gen(function* () {
      const { table } = yield* someTable
      for (const condition of ["nowhere = 1", "'", "id ="]) {
        const exit = yield* Effect.exit(attempt("some.read", () => table.query().where(condition).toArrow()))
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause), condition)
      }
    })
  )
})
