/**
 * The only way to our tables: a transaction that takes on a role and names the learner, and forgets both when it ends.
 */
import type { UserId } from "@loopi/core"
import { Context, Effect, Option } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { Sending } from "../client/Transaction.ts"
import { type Actor, prologue, restoring } from "./actor.ts"

/**
 * One transaction that sees and writes the rows of one learner.
 *
 * **Details**
 *
 * The login itself may do nothing: a statement outside of `asLearner` and `asWorker` is refused by the server. Nothing
 * is left on the session, so it may be shared through a pooler that hands it on after each transaction. Within the
 * same learner's transaction it joins in, and so does a worker; another learner does not.
 */
export const asLearner = (sql: SqlClient.SqlClient, userId: UserId): Transaction => acting(sql, learner(userId), "now")

/** For a single statement, which takes its COMMIT along: a second one would be refused. */
export const asLearnerOnce = (sql: SqlClient.SqlClient, userId: UserId): Transaction =>
  acting(sql, learner(userId), "last")

/** For what is written for one learner at once: the learner is that of the first row. Without rows there is no work. */
export const asLearnerOf = <E, R>(
  sql: SqlClient.SqlClient,
  rows: ReadonlyArray<{ readonly userId: UserId }>,
  write: Effect.Effect<void, E, R>
): Effect.Effect<void, E | SqlError.SqlError, R> => {
  const [first] = rows
  return first === undefined ? Effect.void : asLearner(sql, first.userId)(write)
}

/** One transaction that sees all learners' rows: for chores that are nobody's request. */
export const asWorker = (sql: SqlClient.SqlClient): Transaction => acting(sql, worker, "now")

/** For a single statement, as `asLearnerOnce` is. */
export const asWorkerOnce = (sql: SqlClient.SqlClient): Transaction => acting(sql, worker, "last")

type Transaction = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | SqlError.SqlError, R>

const worker: Actor = { role: "loopi_worker", userId: "" }
const learner = (userId: UserId): Actor => ({ role: "loopi_learner", userId })

/** Who acts in the transaction that is open. */
const CurrentActor = Context.Reference<Actor | undefined>("@loopi/postgres/internal/asLearner/CurrentActor", {
  defaultValue: () => undefined
})

const acting =
  (sql: SqlClient.SqlClient, actor: Actor, sending: "now" | "last"): Transaction =>
  (effect) =>
    Effect.gen(function* () {
      const open = Option.isSome(yield* Effect.serviceOption(sql.transactionService))
      const current = open ? yield* CurrentActor : undefined
      if (current !== undefined) return yield* joining(sql, current, actor)(effect)
      const begun = Effect.provideService(prologue(sql, actor), Sending, "later")
      const acted = Effect.provideService(
        Effect.andThen(begun, Effect.provideService(effect, Sending, open ? "now" : sending)),
        CurrentActor,
        actor
      )
      return yield* sql.withTransaction(open ? restoring(sql, acted) : acted)
    })

const joining =
  (sql: SqlClient.SqlClient, current: Actor, actor: Actor): Transaction =>
  (effect) => {
    const joined = Effect.provideService(effect, Sending, "now")
    if (current.role === actor.role && current.userId === actor.userId) return sql.withTransaction(joined)
    if (actor.role === "loopi_worker") return sql.withTransaction(interrupting(sql, current, actor, joined))
    return Effect.die(new Error(`A transaction of ${current.role} cannot go on for another learner`))
  }

/** What is nobody's, in the midst of a learner's transaction: thresholds, say. Where it fails the savepoint restores. */
const interrupting = <A, E, R>(
  sql: SqlClient.SqlClient,
  current: Actor,
  actor: Actor,
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, E | SqlError.SqlError, R> =>
  Effect.gen(function* () {
    yield* Effect.provideService(prologue(sql, actor), Sending, "later")
    const result = yield* Effect.provideService(effect, CurrentActor, actor)
    yield* prologue(sql, current)
    return result
  })
