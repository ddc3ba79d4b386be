/**
 * Prints what a directory holds, then rates from eight fibers at full speed until it is killed, and prints each rating
 * once it was acknowledged. Meanwhile everything is taken over into the tables, again and again.
 */
// @effect-diagnostics cryptoRandomUUIDInEffect:off
import {
  FlashcardId,
  FlashcardStore,
  GoalId,
  newSchedule,
  type Rating,
  Replay,
  ReviewId,
  ReviewLog,
  Schedule,
  Scheduler,
  Schedules,
  StudyDay,
  UserId
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Array, Effect, Random, Schema, Stream } from "effect"
import { layer, takeOver } from "./stores.ts"

const [directory = "", rates = "yes"] = process.argv.slice(2)

const id = (n: number) => `00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`
const learners = Array.makeBy(3, (n) => UserId.make(id(n)))
const goalOf = (learner: UserId) => GoalId.make(learner)
const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)

/** Numbers in JSON lose nothing, so equal texts are equal bits. */
const toText = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(Schedule)))

const ledger = Effect.fnUntraced(function* (learner: UserId) {
  const reviews = yield* Stream.runCollect((yield* ReviewLog).replay(learner))
  const histories = Map.groupBy(reviews, (review) => review.cardId)
  const schedules = yield* (yield* Schedules).ofGoals(learner, [goalOf(learner)])
  const broken = schedules.filter((schedule) => {
    const history = histories.get(schedule.cardId) ?? []
    const folded = Replay.replay(newSchedule({ ...schedule, id: schedule.cardId }), history)
    return history.some(({ version }, i) => version !== i + 1) || toText(folded) !== toText(schedule)
  })
  return { ids: reviews.map((review) => review.id), broken: broken.map((schedule) => toText(schedule)) }
})

const begin = Effect.fnUntraced(function* (learner: UserId) {
  const goal = yield* fixtures.makeGoal(learner, { id: goalOf(learner) })
  const cards = yield* Effect.forEach(Array.range(100, 115), (n) =>
    fixtures.makeCard(goal, { id: FlashcardId.make(id(n)) })
  )
  yield* (yield* FlashcardStore).insert(cards)
  yield* (yield* Schedules).start(cards.map(newSchedule))
  return cards.map((card) => ({ learner, cardId: card.id }))
})

const rateForever = Effect.fnUntraced(function* (cards: ReadonlyArray<{ learner: UserId; cardId: FlashcardId }>) {
  const schedules = yield* Schedules
  for (;;) {
    const card = cards[yield* Random.nextIntBetween(0, cards.length - 1)]
    if (card === undefined) return
    const before = yield* schedules.get(card.learner, card.cardId)
    const rating = ([3, 1, 4, 2] as const)[yield* Random.nextIntBetween(0, 3)] ?? (3 satisfies Rating)
    const reviewedAt = fixtures.january(1 + (before.version % 28))
    const given = { rating, reviewedAt, studyDay: StudyDay.make(20_454 + before.version), desiredRetention: 0.9 }
    const reviewId = ReviewId.make(globalThis.crypto.randomUUID())
    const review = Scheduler.reviewOf(before, { ...given, id: reviewId, durationMs: 900 })
    const saved = yield* Effect.result(schedules.record(Scheduler.rate(before, given), review))
    if (saved._tag === "Success") print(reviewId)
    else if (saved.failure._tag !== "ScheduleConflict") return yield* Effect.die(saved.failure)
  }
})

const program = Effect.gen(function* () {
  print(yield* Effect.forEach(learners, ledger))
  if (rates !== "yes") return
  const cards = (yield* Effect.forEach(learners, begin)).flat()
  const tidying = Effect.forever(Effect.andThen(takeOver, Effect.sleep("3 millis")))
  yield* Effect.all([tidying, ...Array.makeBy(8, () => rateForever(cards))], { concurrency: "unbounded" })
})

await Effect.runPromise(Effect.provide(program, layer(directory, { most: 500, keeps: 0 })))
