/**
 * A connection as the engine of flows uses it: each statement takes on the role that may use the engine's tables, in a
 * transaction of its own or in the one that is open. So it works through a pooler, and leaves nothing on the session.
 */
import { Effect } from "effect"
import { type Params, Plain, type Sent, type Transform } from "../client/Plain.ts"
import type { Session } from "../client/watch/Watch.ts"
import { Sending, Transaction } from "../client/Transaction.ts"

/** Times are kept without a zone there, and compared with those of other machines. */
const prologue = `
  SELECT set_config('role', 'loopi_flows', true), set_config('search_path', 'loopi_flows, pg_temp', true),
    set_config('TimeZone', 'UTC', true), set_config('statement_timeout', '10000', true),
    set_config('lock_timeout', '5000', true), set_config('idle_in_transaction_session_timeout', '30000', true),
    set_config('jit', 'off', true)
`

export class FlowsConnection extends Plain {
  private open: Transaction | undefined

  override execute(sql: string, params: Params, transform: Transform): Sent<ReadonlyArray<unknown>> {
    if (sql === "BEGIN") return this.begin
    if (sql === "COMMIT" || sql === "ROLLBACK") return this.end(sql)
    return this.within((transaction) => transaction.execute(sql, params, transform))
  }

  override executeUnprepared(sql: string, params: Params, transform: Transform) {
    return this.within((transaction) => transaction.executeUnprepared(sql, params, transform))
  }

  override executeRaw(sql: string, params: Params) {
    return this.within((transaction) => transaction.executeRaw(sql, params))
  }

  override executeValues(sql: string, params: Params) {
    return this.within((transaction) => transaction.executeValues(sql, params))
  }

  override executeValuesUnprepared(sql: string, params: Params) {
    return this.within((transaction) => transaction.executeValuesUnprepared(sql, params))
  }

  private within<A>(use: (transaction: Transaction) => Sent<A>): Sent<A> {
    return Effect.suspend(() => {
      if (this.open !== undefined) return use(this.open)
      const alone = begun(this.connection)
      return Effect.flatMap(alone, (transaction) => Effect.provideService(use(transaction), Sending, "last"))
    })
  }

  private get begin(): Sent<ReadonlyArray<unknown>> {
    return Effect.map(begun(this.connection), (transaction) => {
      this.open = transaction
      return []
    })
  }

  private end(sql: "COMMIT" | "ROLLBACK"): Sent<ReadonlyArray<unknown>> {
    return Effect.suspend(() => {
      const ending = this.open
      this.open = undefined
      return ending === undefined ? Effect.succeed([]) : ending.execute(sql, [], undefined)
    })
  }
}

/** Sends nothing yet: both leave with the first statement. */
const begun = Effect.fnUntraced(function* (connection: Session) {
  const transaction = new Transaction(connection)
  yield* transaction.execute("BEGIN", [], undefined)
  yield* Effect.provideService(transaction.execute(prologue, [], undefined), Sending, "later")
  return transaction
})
