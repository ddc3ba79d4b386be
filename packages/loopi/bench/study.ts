/**
 * Rating and asking for what is due, by the same ports on every composition: one after the other, in one run.
 *
 * Run: npx node --conditions=@loopi/source packages/loopi/bench/study.ts [cards, 10000 unless given] [composition ...]
 */
// @effect-diagnostics cryptoRandomUUIDInEffect:off
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  FlashcardStore,
  newSchedule,
  type Rating,
  ReviewId,
  ReviewLog,
  type Schedule,
  Scheduler,
  Schedules,
  StudyDay
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Array, Console, DateTime, Effect, Layer } from "effect"
import { Composition, Plan } from "loopi"
import { TestPostgres } from "../../postgres/src/testing/index.ts"
import { measure, show } from "./measure.ts"

const [total = "10000", ...asked] = process.argv.slice(2)
const each = 500
const learners = Number(total) / each

const seed = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const schedules = yield* Schedules
  return yield* Effect.forEach(Array.range(1, learners), () =>
    Effect.gen(function* () {
      const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
      const made = yield* Effect.forEach(Array.range(1, each), () => fixtures.makeCard(goal))
      yield* cards.insert(made)
      yield* schedules.start(made.map(newSchedule))
      return { goal, schedules: made.map(newSchedule) }
    })
  )
})

const bench = Effect.gen(function* () {
  const schedules = yield* Schedules
  const log = yield* ReviewLog
  const seeded = yield* seed
  const now = yield* DateTime.now
  const today = StudyDay.make(Math.floor(now.epochMilliseconds / 86_400_000))
  // Learners in turn, as they come to a server; each card once in every round of all.
  const cards = Array.range(0, each - 1).flatMap((i) => seeded.map((learner) => learner.schedules[i]))
  let turn = 0

  const rate = Effect.suspend(() => {
    const place = turn++ % cards.length
    const before: Schedule | undefined = cards[place]
    if (before === undefined) return Effect.void
    const rating = ([3, 4, 3, 1] as const)[turn % 4] ?? (3 satisfies Rating)
    const given = { rating, reviewedAt: now, studyDay: today, desiredRetention: 0.9 }
    const after = Scheduler.rate(before, given)
    const id = ReviewId.make(globalThis.crypto.randomUUID())
    cards[place] = after
    return schedules.record(after, Scheduler.reviewOf(before, { ...given, id, durationMs: 4_000 }))
  })
  for (const [writers, ratings] of [
    [1, 1_000],
    [10, 4_000],
    [50, 8_000]
  ] as const) {
    yield* Console.log(
      `  rate, ${`${writers}`.padStart(2)} at once   ${show(yield* measure(ratings, writers, () => rate))}`
    )
  }
  const later = { now: DateTime.add(now, { days: 60 }), today: StudyDay.make(today + 60), limit: 20 }
  const anyone = (n: number) => Effect.fromNullishOr(seeded[n % seeded.length]?.goal)
  const due = (n: number) =>
    Effect.flatMap(anyone(n), ({ id, userId }) => schedules.due(userId, { ...later, goalIds: [id] }))
  yield* Console.log(`  due, 20 cards      ${show(yield* measure(1_000, 1, due))}`)
  const days = (n: number) => Effect.flatMap(anyone(n), ({ userId }) => log.days(userId, { from: today, to: today }))
  yield* Console.log(`  days, today        ${show(yield* measure(200, 1, days))}`)
})

const compositions = ["embedded", "embedded, LanceDB study", "hybrid", "hybrid, LanceDB study", "postgres"] as const

/** A database of its own on a server. */
const server = Effect.gen(function* () {
  const built = yield* Layer.build(TestPostgres.layer({ sources: ["TEST_DATABASE_URL", "binaries"] }))
  const { database } = yield* Effect.provideContext(TestPostgres.TestPostgres, built)
  return database === undefined ? yield* Effect.die("There is no Postgres server here") : { url: database.url }
})

const planOf = Effect.fnUntraced(function* (name: (typeof compositions)[number], directory: string) {
  if (name === "embedded") return Plan.embedded({ directory })
  if (name === "embedded, LanceDB study") return { ...Plan.embedded({ directory }), study: "lancedb" as const }
  const options = { directory, ...(yield* server) }
  if (name === "postgres") return Plan.postgres(options)
  return name === "hybrid" ? Plan.hybrid(options) : { ...Plan.hybrid(options), study: "lancedb" as const }
})

for (const name of compositions) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const directory = await mkdtemp(join(tmpdir(), "loopi-study-"))
  const run = Effect.gen(function* () {
    yield* Console.log(`${name}, ${total} cards of ${learners} learners`)
    yield* Effect.provide(bench, Composition.layerAdapters(yield* planOf(name, directory)))
  })
  await Effect.runPromise(Effect.scoped(run))
  await rm(directory, { recursive: true })
}
