/**
 * How a check for duplicates is answered: a check that could not be made stops nobody from going on.
 */
import { CheckSkipped } from "@loopi/core"
import { Effect, Schema } from "effect"

export const DuplicateCheck = <S extends Schema.Constraint>(duplicate: S) =>
  Schema.Struct({
    duplicates: Schema.Array(duplicate),
    checkSkipped: Schema.NullOr(CheckSkipped.fields.reason)
  })

/** What was found, or why nothing was looked for. */
export const checked = <A, E, R>(check: Effect.Effect<ReadonlyArray<A>, E | CheckSkipped, R>) =>
  check.pipe(
    Effect.map((duplicates) => ({ duplicates, checkSkipped: null })),
    Effect.catchIf(isSkipped, ({ reason }) => Effect.succeed({ duplicates: [], checkSkipped: reason }))
  )

const isSkipped = (error: unknown): error is CheckSkipped => error instanceof CheckSkipped
