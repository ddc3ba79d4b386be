/**
 * Keeps learners in the `users` table.
 */
import { type StoreUnavailable, User, UserExists, UserId, UserNotFound, UserStore } from "@loopi/core"
import { Array, Effect, Layer, Option, Schema, Stream } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asLearnerOnce, asWorker } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"

/** A learner as the table holds it. */
const UserRow = Schema.Struct({
  ...User.fields,
  createdAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(User))

const Id = Schema.Struct({ id: UserId })

export const layer: Layer.Layer<UserStore, never, SqlClient.SqlClient> = Layer.effect(
  UserStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, idsAfter, insert, restore, update } = statementsOver(sql)

    return UserStore.of({
      insert: (user) =>
        insert(user).pipe(
          asLearnerOnce(sql, user.id),
          orUnavailable("UserStore.insert"),
          Effect.flatMap(Option.match({ onNone: () => UserExists.make({ id: user.id }), onSome: () => Effect.void }))
        ),
      get: (id) =>
        find(id).pipe(
          asLearnerOnce(sql, id),
          orUnavailable("UserStore.get"),
          Effect.flatMap(Option.match({ onNone: () => UserNotFound.make({ id }), onSome: Effect.succeed }))
        ),
      update: (user) =>
        update(user).pipe(
          asLearnerOnce(sql, user.id),
          orUnavailable("UserStore.update"),
          Effect.flatMap(Option.match({ onNone: () => UserNotFound.make({ id: user.id }), onSome: () => Effect.void }))
        ),
      restore: (user) => restore(user).pipe(asLearnerOnce(sql, user.id), orUnavailable("UserStore.restore")),
      ids: Stream.paginate<UserId | undefined, UserId, StoreUnavailable>(undefined, (last) =>
        idsAfter({ last, limit: pageSize }).pipe(
          asWorker(sql),
          orUnavailable("UserStore.ids"),
          Effect.map((page) => {
            const ids = page.map(({ id }) => id)
            // A short page is the last one.
            return [ids, ids.length < pageSize ? Option.none() : Array.last(ids)] as const
          })
        )
      )
    })
  })
)

const pageSize = 1_000

const statementsOver = (sql: SqlClient.SqlClient) => ({
  insert: SqlSchema.findOneOption({
    Request: UserRow,
    Result: Id,
    execute: ({ createdAt, id, name, rolloverHour, timeZone }) => sql`
      INSERT INTO users (id, name, time_zone, rollover_hour, created_at)
      SELECT ${id}::uuid, ${name}, ${timeZone}, ${rolloverHour}::smallint, ${createdAt}::timestamptz
      WHERE NOT EXISTS (SELECT FROM erasures WHERE user_id = ${id} AND finished_at IS NULL)
      ON CONFLICT DO NOTHING RETURNING id
    `
  }),

  find: SqlSchema.findOneOption({
    Request: UserId,
    Result: UserRow,
    execute: (id) => sql`SELECT * FROM users WHERE id = ${id}`
  }),

  update: SqlSchema.findOneOption({
    Request: UserRow,
    Result: Id,
    execute: (row) => sql`UPDATE users SET ${sql.update(row, ["id", "createdAt"])} WHERE id = ${row.id} RETURNING id`
  }),

  restore: SqlSchema.void({
    Request: UserRow,
    execute: (row) =>
      sql`INSERT INTO users ${sql.insert(row)} ON CONFLICT (id) DO UPDATE SET ${sql.update(row, ["id"])}`
  }),

  idsAfter: SqlSchema.findAll({
    Request: Schema.Struct({ last: Schema.UndefinedOr(UserId), limit: Schema.Int }),
    Result: Id,
    execute: ({ last, limit }) => {
      const further = last === undefined ? sql`` : sql`WHERE id > ${last}`
      return sql`SELECT id FROM users ${further} ORDER BY id LIMIT ${limit}`
    }
  })
})
