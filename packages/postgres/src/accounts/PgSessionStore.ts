/**
 * Keeps sign-ins in the `sessions` table. Whoever shows a secret is nobody yet: it is looked for as a worker.
 */
import { SessionStore } from "@loopi/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { Sending } from "../client/Transaction.ts"
import { asLearnerOnce, asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { endingOver, openingOver, readingOver, refreshingOver } from "./sessionStatements.ts"

export const layer: Layer.Layer<SessionStore, never, SqlClient.SqlClient> = Layer.effect(
  SessionStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { lock, open } = openingOver(sql)
    const refresh = refreshingOver(sql)
    const { find, list, ofRefresh } = readingOver(sql)
    const { end, endAll, purge } = endingOver(sql)
    const worker = asWorkerOnce(sql)

    return SessionStore.of({
      open: (session, secrets, most) =>
        Effect.provideService(lock(session.userId), Sending, "later").pipe(
          Effect.andThen(open({ session, secrets, others: Math.max(0, most - 1) })),
          asLearnerOnce(sql, session.userId),
          orUnavailable("SessionStore.open")
        ),
      find: (access, at) => find({ access, at }).pipe(worker, orUnavailable("SessionStore.find")),
      ofRefresh: (secret) => ofRefresh(secret).pipe(worker, orUnavailable("SessionStore.ofRefresh")),
      refresh: (spent, { secrets, ...times }, at) =>
        refresh({ spent, ...secrets, ...times, at }).pipe(worker, orUnavailable("SessionStore.refresh")),
      list: (userId, at) => list({ userId, at }).pipe(asLearnerOnce(sql, userId), orUnavailable("SessionStore.list")),
      end: (userId, id) =>
        end({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SessionStore.end"),
          Effect.map(Option.isSome)
        ),
      // Whoever makes a token at this moment is waited for.
      endAll: (userId) =>
        Effect.provideService(lock(userId), Sending, "later").pipe(
          Effect.andThen(endAll(userId)),
          asLearnerOnce(sql, userId),
          orUnavailable("SessionStore.endAll")
        ),
      purge: (before) =>
        purge(before).pipe(
          worker,
          orUnavailable("SessionStore.purge"),
          Effect.map(({ removed }) => removed)
        )
    })
  })
)
