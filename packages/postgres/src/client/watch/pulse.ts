/**
 * Asks over a connection of its own whether the server answers, and which of our statements it is at work on.
 */
import { PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Fiber, Option, type Scope } from "effect"
import { sqlStateOf } from "../../internal/sqlState.ts"
import { end } from "./lost.ts"

/** In milliseconds. Under one such wait and that for a statement, nobody waits for five seconds. */
const patience = 1_500

/** Since a loop that was busy for so long hears of its timers before it hears of its sockets. */
const grace = 50

/**
 * The busy ones among the processes; nothing where the server does not answer. What may not be seen counts as busy, and so
 * do all where the server has no room for the question: that is an answer.
 */
export const pulse = Effect.fnUntraced(function* (
  options: PgConnection.Config,
  processes: ReadonlyArray<number>,
  scope: Scope.Scope
): Effect.fn.Return<ReadonlySet<number> | undefined> {
  let asked: PgConnection.PgConnection | undefined
  const asking = Effect.scoped(
    Effect.gen(function* () {
      asked = yield* PgConnection.make({ ...options, connectTimeout: patience })
      const rows = yield* asked.queryValues(busy, [`{${processes.join(",")}}`], false)
      return new Set(rows.map(([pid]) => Number(pid)))
    })
  )
  const fiber = yield* Effect.forkIn(asking, scope)
  const answered = yield* Effect.timeoutOption(Fiber.await(fiber), patience)
  if (Option.isNone(answered)) yield* Effect.sleep(grace)
  const exit = Option.getOrUndefined(answered) ?? fiber.pollUnsafe()
  if (exit !== undefined) {
    const full = Exit.findErrorOption(exit).pipe(Option.filter(({ reason }) => sqlStateOf(reason).startsWith("53")))
    return Exit.isSuccess(exit) ? exit.value : Option.isSome(full) ? new Set(processes) : undefined
  }
  if (asked !== undefined) end(asked)
  fiber.interruptUnsafe()
  return undefined
})

const busy = `
  SELECT pid FROM pg_stat_activity
  WHERE pid = ANY($1::integer[]) AND (state IS NULL OR state IN ('active', 'fastpath function call'))
`
