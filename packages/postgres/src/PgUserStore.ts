/**
 * Keeps learners in the `users` table.
 */
import { User, UserExists, UserId, UserNotFound, UserStore } from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { orUnavailable } from "./internal/orUnavailable.ts"

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
    const { find, insert, update } = statementsOver(sql)

    return UserStore.of({
      insert: (user) =>
        insert(user).pipe(
          orUnavailable("UserStore.insert"),
          Effect.flatMap(Option.match({ onNone: () => UserExists.make({ id: user.id }), onSome: () => Effect.void }))
        ),
      get: (id) =>
        find(id).pipe(
          orUnavailable("UserStore.get"),
          Effect.flatMap(Option.match({ onNone: () => UserNotFound.make({ id }), onSome: Effect.succeed }))
        ),
      update: (user) =>
        update(user).pipe(
          orUnavailable("UserStore.update"),
          Effect.flatMap(Option.match({ onNone: () => UserNotFound.make({ id: user.id }), onSome: () => Effect.void }))
        )
    })
  })
)

const statementsOver = (sql: SqlClient.SqlClient) => ({
  insert: SqlSchema.findOneOption({
    Request: UserRow,
    Result: Id,
    execute: (row) => sql`INSERT INTO users ${sql.insert(row)} ON CONFLICT DO NOTHING RETURNING id`
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
  })
})
