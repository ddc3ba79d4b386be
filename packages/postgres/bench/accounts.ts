/**
 * What accounts cost in milliseconds, embedded and on a server, and whether joining takes as long for an address that
 * somebody has. `npx node --conditions=@loopi/source packages/postgres/bench/accounts.ts`
 */
import { AccountStore, GoalStore, IdempotencyStore, SessionStore, ThrottleStore } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Array, Clock, Console, Effect, Layer, Order } from "effect"
import { answer, at, makeJoining, makeRequest, newEmail, newMember, newSession } from "../test/accounts/members.ts"
import { embedded, onServer } from "../test/shared.ts"

const samples = 400

const timed = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const before = yield* Clock.currentTimeNanos
  yield* effect
  return Number((yield* Clock.currentTimeNanos) - before) / 1e6
})

const shares = (times: ReadonlyArray<number>) => {
  const sorted = Array.sort(times, Order.Number)
  const share = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2)
  return `${share(0.5)} (${share(0.95)})`
}

/** How often the first of two is the slower one: 0.5 where nobody can tell them apart. */
const area = (first: ReadonlyArray<number>, second: ReadonlyArray<number>): string => {
  const wins = first.map((a) => second.filter((b) => a > b).length + second.filter((b) => a === b).length / 2)
  return (wins.reduce((sum, some) => sum + some, 0) / (first.length * second.length)).toFixed(3)
}

/** One after the other by turns, so that whatever else happens meets all alike. */
const compared = Effect.fnUntraced(function* <E, R>(ways: Record<string, () => Effect.Effect<unknown, E, R>>) {
  const times = new Map<string, Array<number>>()
  for (let i = 0; i < samples + 20; i++) {
    for (const [name, way] of Object.entries(ways)) {
      const took = yield* timed(Effect.orDie(way()))
      if (i >= 20) times.set(name, [...(times.get(name) ?? []), took])
    }
  }
  return times
})

const key = (name: string) => ({ key: name, limit: 1e6, windowSeconds: 3_600 })

const bench = Effect.fnUntraced(function* (where: string) {
  const [accounts, goals, once, sessions, throttles] = [
    yield* AccountStore,
    yield* GoalStore,
    yield* IdempotencyStore,
    yield* SessionStore,
    yield* ThrottleStore
  ]
  const member = yield* newMember
  const { secrets } = yield* newSession(member.userId)
  const join = (email: () => ReturnType<typeof newEmail>) => () =>
    Effect.flatMap(makeJoining(email()), (joining) => accounts.join(...joining))
  const limits = { active: 1e6, archived: 1e6 }
  const insert = () => Effect.flatMap(fixtures.makeGoal(member.userId), (goal) => goals.insert(goal, limits))
  const times = yield* compared({
    "join, a new address": join(newEmail),
    "join, a known address": join(() => member.email),
    "find a session": () => sessions.find(secrets.access, at),
    "take two throttles": () => throttles.take([key("one"), key("other")], at),
    "keep a goal": insert,
    "keep a goal once": () => once.once(makeRequest(member.userId), at, Effect.as(insert(), answer), "joined"),
    "ask once, apart": () => once.once(makeRequest(member.userId), at, Effect.succeed(answer), "apart")
  })
  for (const [name, taken] of times) yield* Console.log(`${where}: ${name}: ${shares(taken)}`)
  const [fresh = [], known = []] = [...times.values()]
  yield* Console.log(`${where}: telling new addresses from known ones: ${area(fresh, known)}`)
})

await Effect.runPromise(Effect.provide(bench("PGlite"), Layer.fresh(embedded)))
await Effect.runPromise(Effect.provide(bench("server"), Layer.fresh(onServer)))
