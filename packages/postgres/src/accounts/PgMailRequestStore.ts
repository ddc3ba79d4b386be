/**
 * Keeps mails that were asked for in the `mail_requests` table, until they are sent or given up.
 */
import { type MailRequest, MailRequestId, MailRequestStore } from "@loopi/core"
import { Effect, Layer, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { MailRequestRow } from "./accountRows.ts"

export const layer: Layer.Layer<MailRequestStore, never, SqlClient.SqlClient> = Layer.effect(
  MailRequestStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { add, done, postpone, take, waiting } = statementsOver(sql)
    const worker = asWorkerOnce(sql)

    return MailRequestStore.of({
      add: (request) => add(request).pipe(worker, orUnavailable("MailRequestStore.add")),
      take: (limit, at, until) =>
        take({ limit, at, until }).pipe(worker, orUnavailable("MailRequestStore.take"), Effect.map(inTurn)),
      postpone: (id, until) => postpone({ id, until }).pipe(worker, orUnavailable("MailRequestStore.postpone")),
      done: (id) => done(id).pipe(worker, orUnavailable("MailRequestStore.done")),
      waiting: waiting(undefined).pipe(
        worker,
        orUnavailable("MailRequestStore.waiting"),
        Effect.map(({ oldest, requests }) => ({ requests, oldest: oldest ?? undefined }))
      )
    })
  })
)

/** An update gives rows back in no order. */
const inTurn = (requests: ReadonlyArray<MailRequest>): ReadonlyArray<MailRequest> =>
  requests.toSorted(
    (a, b) => a.requestedAt.epochMilliseconds - b.requestedAt.epochMilliseconds || (a.id < b.id ? -1 : 1)
  )

const statementsOver = (sql: SqlClient.SqlClient) => ({
  add: SqlSchema.void({
    Request: MailRequestRow,
    execute: (row) => sql`INSERT INTO mail_requests ${sql.insert({ ...row, dueAt: row.requestedAt })}`
  }),

  take: SqlSchema.findAll({
    Request: Schema.Struct({
      limit: Schema.Int,
      at: Schema.DateTimeUtcFromDate,
      until: Schema.DateTimeUtcFromDate
    }),
    Result: MailRequestRow,
    execute: ({ at, limit, until }) => sql`
      UPDATE mail_requests SET attempts = attempts + 1, due_at = ${until} WHERE id IN (
        SELECT id FROM mail_requests WHERE due_at <= ${at} ORDER BY requested_at, id LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      ) RETURNING *
    `
  }),

  postpone: SqlSchema.void({
    Request: Schema.Struct({ id: MailRequestId, until: Schema.DateTimeUtcFromDate }),
    execute: ({ id, until }) => sql`UPDATE mail_requests SET due_at = ${until} WHERE id = ${id}`
  }),

  done: SqlSchema.void({
    Request: MailRequestId,
    execute: (id) => sql`DELETE FROM mail_requests WHERE id = ${id}`
  }),

  waiting: SqlSchema.findOne({
    Request: Schema.Void,
    Result: Schema.Struct({ requests: Schema.Int, oldest: Schema.NullOr(Schema.DateTimeUtcFromDate) }),
    execute: () => sql`SELECT count(*)::int AS requests, min(requested_at) AS oldest FROM mail_requests`
  })
})
