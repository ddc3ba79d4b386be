/**
 * How long the study takes to rate, to say what is due, to take a checkpoint, and to start, and what it weighs.
 *
 * Run: npx node --conditions=@loopi/source packages/lancedb/bench/study.ts [schedules, 50000 unless given]
 */
// @effect-diagnostics cryptoRandomUUIDInEffect:off
import { readdirSync, statSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  FlashcardId,
  FlashcardStore,
  GoalId,
  newSchedule,
  ReviewDrain,
  ReviewId,
  type Schedule,
  Scheduler,
  Schedules,
  StudyDay,
  UserId
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { LanceStudy } from "@loopi/lancedb"
import { Array, Console, DateTime, Effect, Layer } from "effect"

const total = Number(process.argv[2] ?? 50_000)
const each = 500
const id = (n: number) => `00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`
const scheduleOf = (n: number) => {
  const learner = id(Math.floor(n / each))
  return newSchedule({ userId: UserId.make(learner), id: FlashcardId.make(id(n)), goalId: GoalId.make(learner) })
}

const none = () => Effect.die("not asked for here")

/** Says of every card that it is there: the journal is what is measured. */
const anyCard = Layer.effect(
  FlashcardStore,
  Effect.gen(function* () {
    const goal = yield* fixtures.makeGoal(UserId.make(id(0)))
    const one = yield* fixtures.makeCard(goal)
    return FlashcardStore.of({
      insert: none,
      get: none,
      list: none,
      activate: none,
      remove: none,
      update: none,
      revisions: none,
      sides: none,
      many: (_, ids) => Effect.succeed(ids.map((cardId) => ({ ...one, id: cardId })))
    })
  })
)

/** Milliseconds on the wall, and of this process on a processor: on a busy machine only those tell. */
const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const [begun, before] = [performance.now(), process.cpuUsage()]
    return Effect.map(effect, () => {
      const { system, user } = process.cpuUsage(before)
      return { took: performance.now() - begun, busy: (system + user) / 1_000 }
    })
  })

const say = (what: string, ...figures: ReadonlyArray<string>) => Console.log(`${what.padEnd(44)} ${figures.join(", ")}`)

/** Runs tasks from so many fibers and prints their rate, their median and their slowest hundredth. */
const measure = Effect.fnUntraced(function* <E, R>(what: string, tasks: number, fibers: number, run: Task<E, R>) {
  const each: Array<number> = []
  const one = (n: number) => Effect.map(timed(run(n)), ({ took }) => void each.push(took))
  const { took } = yield* timed(Effect.forEach(Array.range(1, tasks), one, { concurrency: fibers, discard: true }))
  const at = (share: number) => each.toSorted((a, b) => a - b)[Math.floor(share * (tasks - 1))]?.toFixed(3)
  yield* say(what, `${((tasks / took) * 1_000).toFixed(0)}/s`, `p50 ${at(0.5)} ms`, `p99 ${at(0.99)} ms`)
})

type Task<E, R> = (n: number) => Effect.Effect<unknown, E, R>

const bytesIn = (directory: string): number =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0)

const states: Array<Schedule> = []
let turn = 0
const rate = Effect.suspend(() => {
  const place = (turn++ * 7_919) % total
  const before = states[place] ?? scheduleOf(place)
  const given = {
    rating: 3 as const,
    reviewedAt: fixtures.january(1 + before.version),
    studyDay: StudyDay.make(20_454 + before.version),
    desiredRetention: 0.9
  }
  const after = Scheduler.rate(before, given)
  states[place] = after
  const reviewId = ReviewId.make(globalThis.crypto.randomUUID())
  return Schedules.use(({ record }) =>
    record(after, Scheduler.reviewOf(before, { ...given, id: reviewId, durationMs: 1 }))
  )
})

const due = (n: number) => {
  const { goalId, userId } = scheduleOf((n * 104_729) % total)
  const query = { goalIds: [goalId], now: DateTime.add(fixtures.january(1), { days: 365 }), limit: 20 }
  return Schedules.use((schedules) => schedules.due(userId, { ...query, today: StudyDay.make(20_454 + 365) }))
}

const take = Effect.flatMap(LanceStudy.StudyCheckpoints, (checkpoints) => checkpoints.take)

const first = Effect.gen(function* () {
  for (let n = 0; n < total; n += each) {
    yield* Schedules.use(({ start }) => start(Array.makeBy(each, (i) => scheduleOf(n + i))))
  }
  yield* say(`checkpoint of all ${total}`, `${(yield* timed(take)).took.toFixed(0)} ms`)
  for (const [fibers, tasks] of [
    [1, 2_000],
    [10, 10_000],
    [50, 20_000]
  ] as const) {
    yield* measure(`rate, ${fibers} at once`, tasks, fibers, () => rate)
  }
  yield* measure("due, 20 cards", 5_000, 1, due)
  yield* Effect.forEach(Array.range(1, 1_000), () => rate, { concurrency: 50, discard: true })
  yield* take
  yield* Effect.forEach(Array.range(1, 1_000), () => rate, { concurrency: 50, discard: true })
  yield* say("checkpoint of 1,000 more", `${(yield* timed(take)).took.toFixed(0)} ms`)
  yield* forget
  yield* Effect.forEach(Array.range(1, 5_000), () => rate, { concurrency: 50, discard: true })
})

/** As if an archive held every review. */
const forget = Effect.gen(function* () {
  const drain = yield* ReviewDrain
  yield* drain.turn(Infinity, ({ reviews }) => Effect.succeed({ version: 1, reviews: reviews.length }))
  yield* drain.drop
})

const directory = await mkdtemp(join(tmpdir(), "loopi-study-"))
const layer = Layer.provide(LanceStudy.layer({ directory, checkpointLines: 10 ** 9, most: 0, keeps: 0 }), anyCard)
const opened = (what: string) =>
  Effect.gen(function* () {
    const { busy, took } = yield* timed(Effect.scoped(Layer.build(layer)))
    const memory = process.memoryUsage().rss / 2 ** 20
    const [tables, journal] = [bytesIn(directory), bytesIn(join(directory, "study", "journal"))]
    yield* say(
      what,
      `${took.toFixed(0)} ms`,
      `busy ${busy.toFixed(0)} ms`,
      `tables ${((tables - journal) / total).toFixed(0)} bytes a schedule`
    )
    yield* say("", `journal ${(journal / 2 ** 20).toFixed(1)} MiB`, `memory ${memory.toFixed(0)} MiB`)
  })

await Effect.runPromise(Effect.provide(first, layer))
await Effect.runPromise(opened(`start with ${total} schedules, 5,000 lines since`))
await rm(directory, { recursive: true })
