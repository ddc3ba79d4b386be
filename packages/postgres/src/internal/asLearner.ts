/**
 * The only way to our tables: a transaction that takes on a role and names the learner, and forgets both when it ends.
 */
import type { UserId } from "@loopi/core"
import { Context, Effect, Option } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { type Actor, prologue, restoring } from "./actor.ts"

/**
 * One transaction that sees and writes the rows of one learner.
 *
 * **Details**
 *
 * The login itself may do nothing: a statement outside of `asLearner` and `asWorker` is refused by the server. Nothing
 * is left on the session, so it may be shared through a pooler that hands it on after each transaction. Within the
 * same learner's transaction it joins in.
 */
export const asLearner = (sql: SqlClient.SqlClient, userId: UserId): Transaction =>
  acting(sql, { role: "loopi_learner", userId })

/** One transaction that sees all learners' rows: for chores that are nobody's request. */
export const asWorker = (sql: SqlClient.SqlClient): Transaction => acting(sql, { role: "loopi_worker", userId: "" })

/** For what is written for one learner at once: the learner is that of the first row. Without rows there is no work. */
export const asLearnerOf = <Row extends { readonly userId: UserId }, E, R>(
  sql: SqlClient.SqlClient,
  rows: ReadonlyArray<Row>,
  write: Effect.Effect<void, E, R>
): Effect.Effect<void, E | SqlError.SqlError, R> => {
  const [first] = rows
  return first === undefined ? Effect.void : asLearner(sql, first.userId)(write)
}

type Transaction = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | SqlError.SqlError, R>

/** Who acts in the transaction that is open. */
const CurrentActor = Context.Reference<Actor | undefined>("@loopi/postgres/internal/asLearner/CurrentActor", {
  defaultValue: () => undefined
})

const acting =
  (sql: SqlClient.SqlClient, actor: Actor): Transaction =>
  (effect) =>
    Effect.gen(function* () {
      const open = Option.isSome(yield* Effect.serviceOption(sql.transactionService))
      const current = open ? yield* CurrentActor : undefined
      if (current === undefined) {
        const acted = Effect.provideService(Effect.andThen(prologue(sql, actor), effect), CurrentActor, actor)
        return yield* sql.withTransaction(open ? restoring(sql, acted) : acted)
      }
      if (current.role === actor.role && current.userId === actor.userId) return yield* sql.withTransaction(effect)
      return yield* Effect.die(new Error(`A transaction of ${current.role} cannot go on as ${actor.role}`))
    })
