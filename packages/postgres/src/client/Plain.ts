/**
 * A connection as statements outside of a transaction use it: each is sent at once.
 */
import { Array, Effect, Stream } from "effect"
import type { SqlConnection, SqlError } from "effect/sql"
import type { Session } from "./watch/Watch.ts"

export type Params = ReadonlyArray<unknown>
export type Transform = (<A extends object>(rows: ReadonlyArray<A>) => ReadonlyArray<A>) | undefined
export type Sent<A> = Effect.Effect<A, SqlError.SqlError>

export class Plain implements SqlConnection.Connection {
  protected readonly connection: Session

  constructor(connection: Session) {
    this.connection = connection
  }

  execute(sql: string, params: Params, transform: Transform): Sent<ReadonlyArray<unknown>> {
    return this.rows(sql, params, true, transform)
  }

  executeUnprepared(sql: string, params: Params, transform: Transform) {
    return this.rows(sql, params, false, transform)
  }

  executeRaw(sql: string, params: Params) {
    return this.send(this.connection.query(sql, params))
  }

  executeValues(sql: string, params: Params) {
    return this.send(this.connection.queryValues(sql, params))
  }

  executeValuesUnprepared(sql: string, params: Params) {
    return this.send(this.connection.queryValues(sql, params, false))
  }

  executeStream(sql: string, params: Params, transform: Transform) {
    const rows = this.connection.stream(sql, params)
    if (transform === undefined) return rows
    return Stream.mapArray(rows, (some) => {
      const named = transform(some)
      return Array.isReadonlyArrayNonEmpty(named) ? named : some
    })
  }

  protected send<A>(query: Sent<A>): Sent<A> {
    return query
  }

  private rows(sql: string, params: Params, prepare: boolean, transform: Transform) {
    const sent = this.send(this.connection.query(sql, params, prepare))
    return Effect.map(sent, ({ rows }) => (transform === undefined ? rows : transform(rows)))
  }
}
