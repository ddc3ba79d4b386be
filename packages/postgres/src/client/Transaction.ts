/**
 * A connection as a transaction uses it: what has no answer anybody waits for shares the write of what has.
 *
 * BEGIN, savepoints and what is sent `later` leave with the next statement, and COMMIT leaves with the `last` one. So a
 * transaction of one statement costs one round trip, another one within it too, and one that is given up before its first
 * statement costs none. Should a BEGIN fail, the rest of its write runs on a login that may do nothing.
 */
import { Context, Effect, Exit } from "effect"
import { SqlError } from "effect/sql"
import { type Params, Plain, type Sent, type Transform } from "./Plain.ts"

/** How the statements of an effect are sent. Clients that know nothing of it send each at once. */
export const Sending = Context.Reference<"now" | "later" | "last">("@loopi/postgres/client/Transaction/Sending", {
  defaultValue: () => "now"
})

export class Transaction extends Plain {
  private waiting: Array<Sent<unknown>> = []
  private begun = false
  private over = false

  override execute(sql: string, params: Params, transform: Transform): Sent<ReadonlyArray<unknown>> {
    if (mayWait.test(sql)) return this.defer(this.connection.query(sql))
    if (sql === "COMMIT") return this.end(this.sendFirst(this.commit))
    if (sql === "ROLLBACK") return this.end(this.connection.query(sql))
    const now = super.execute(sql, params, transform)
    return Effect.flatMap(Sending, (sending) =>
      sending === "later" ? this.defer(this.connection.query(sql, params)) : now
    )
  }

  protected override send<A>(query: Sent<A>): Sent<A> {
    return Effect.flatMap(Sending, (sending) => {
      if (this.over) return Effect.die(new Error("This transaction has ended with its last statement"))
      if (sending === "last") return this.sendLast(query)
      if (this.waiting.length > 0) return this.sendFirst(query)
      this.begun = true
      return query
    })
  }

  private defer(query: Sent<unknown>): Sent<ReadonlyArray<unknown>> {
    return Effect.sync(() => {
      this.waiting.push(query)
      return []
    })
  }

  private sendFirst<A>(query: Sent<A>): Sent<A> {
    return Effect.suspend(() => {
      this.begun = true
      const before = Effect.forEach(this.waiting.splice(0), Effect.exit, together)
      return Effect.flatMap(Effect.all([before, Effect.exit(query)], together), ([before, asked]) => {
        const failed = before.find((exit) => Exit.isFailure(exit))
        return failed === undefined ? asked : Effect.failCause(failed.cause)
      })
    })
  }

  private sendLast<A>(query: Sent<A>): Sent<A> {
    const asked = Effect.all([Effect.exit(this.sendFirst(query)), Effect.exit(this.commit)], together)
    return Effect.flatMap(asked, ([asked, committed]) => {
      this.over = true
      return Exit.isSuccess(asked) && Exit.isFailure(committed) ? Effect.failCause(committed.cause) : asked
    })
  }

  /** A transaction that has failed answers COMMIT with ROLLBACK. */
  private get commit(): Sent<void> {
    return Effect.flatMap(this.connection.query("COMMIT"), ({ command }) =>
      command === "ROLLBACK" ? Effect.fail(rolledBack()) : Effect.void
    )
  }

  private end(query: Sent<unknown>): Sent<ReadonlyArray<unknown>> {
    return Effect.suspend(() => {
      const open = this.begun && !this.over
      this.over = true
      return open ? Effect.as(query, []) : Effect.succeed([])
    })
  }
}

/** What nobody waits for the answer of. */
const mayWait = /^(BEGIN$|SAVEPOINT |RELEASE SAVEPOINT )/

const together = { concurrency: "unbounded" } as const

const rolledBack = () =>
  SqlError.SqlError.make({
    reason: SqlError.UnknownError.make({
      cause: new Error("COMMIT rolled a failed transaction back"),
      operation: "commit"
    })
  })
