/**
 * The doctor finds whatever is wrong with reviews and schedules, and nothing where nothing is.
 */
import { assert, describe, it } from "@effect/vitest"
import { Doctor, Flashcard, FlashcardId, FlashcardStore, Review, Schedule, Schedules, StudyDay } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Effect, Schema, Stream } from "effect"
import { TestClock } from "effect/testing"
import { type Damage, diagnosis, findings, Knife, newStudied, repair, twinOf, ward } from "./ward.ts"

const ratings = [3, 3, 1, null, 4, 2] as const
const nobody = "00000000-0000-4000-8000-00000000dead"

describe("a doctor who looks at histories", () => {
  it.effect.prop(
    "reports nothing healthy, whatever was rated and taken back",
    {
      histories: Schema.Array(Schema.Array(Review.fields.rating).check(Schema.isMaxLength(12))).check(
        Schema.isMaxLength(6)
      )
    },
    ({ histories }) =>
      Effect.gen(function* () {
        const studied = yield* Effect.forEach(histories, (ratings) => newStudied(possible(ratings)))
        const steps = yield* Doctor.use(({ check }) => Stream.runCollect(check))
        assert.deepStrictEqual(
          steps.flatMap((step) => step.findings),
          []
        )
        const checked = steps.filter(({ invariant }) => invariant === "I3").reduce((sum, step) => sum + step.checked, 0)
        assert.strictEqual(
          checked,
          studied.reduce((sum, { reviews }) => sum + reviews.length, 0)
        )
      }).pipe(Effect.provide(ward)),
    { arbitrary: { runs: 40 } }
  )

  const damages: ReadonlyArray<readonly [name: string, invariant: string, damage: Damage]> = [
    ...[0, 1, 2, 3, 4].map((i) => [`version ${i + 1} is lost`, "I3", at(i, () => [])] as const),
    ["the last version is lost", "I3", at(5, () => [])],
    ["the last two are lost", "I3", (reviews) => reviews.slice(0, 4)],
    ["two in the middle are lost", "I3", (reviews) => reviews.filter(({ version }) => version !== 2 && version !== 3)],
    ["all of a card's history is lost", "I3", () => []],
    ["the first half is lost", "I3", (reviews) => reviews.slice(3)],
    ["a version has another number", "I3", at(5, (review) => [Review.make({ ...review, version: 60_000_000 })])],
    ...[0, 2, 5].map(
      (i) => [`version ${i + 1} has a rival`, "I3", at(i, (review) => [review, twinOf(review, nobody)])] as const
    ),
    ...[0, 1, 2, 3, 4, 5].map((i) => [`review ${i + 1} is there twice`, "I2", at(i, (it) => [it, it])] as const),
    ...[0, 2, 5].map(
      (i) =>
        [
          `review ${i + 1} came again as version 7`,
          "I2",
          at(i, (it) => [it, Review.make({ ...it, version: 7 })])
        ] as const
    ),
    [
      "a review is there for another card too",
      "I2",
      (all) => [...all, ...all.slice(0, 1).map((it) => Review.make({ ...it, cardId: FlashcardId.make(nobody) }))]
    ],
    ["a rating says something else", "I4", at(1, (review) => [Review.make({ ...review, rating: 4 })])],
    ["a rating was taken back that was not", "I4", at(4, (review) => [Review.make({ ...review, rating: null })])],
    ["a study day is another", "I4", at(5, (it) => [Review.make({ ...it, studyDay: StudyDay.make(it.studyDay + 1) })])],
    ["an instant is another", "I4", at(5, (it) => [Review.make({ ...it, reviewedAt: fixtures.january(6, 13) })])]
  ]
  for (const [name, invariant, damage] of damages) {
    it.effect(`finds that ${name}`, () =>
      Effect.gen(function* () {
        yield* newStudied([3])
        const { schedule } = yield* newStudied(ratings)
        const knife = yield* Knife
        knife.damage = (reviews) => (reviews[0]?.cardId === schedule.cardId ? damage(reviews) : reviews)
        const found = yield* findings
        assert.strictEqual(found[0]?.invariant, invariant)
        assert.isTrue(found.every(({ userId }) => userId === schedule.userId))
        assert.isTrue(found.every((finding) => finding.repairable === (finding.invariant === "I4")))
        yield* repair
        assert.deepStrictEqual(
          yield* findings,
          found.filter((finding) => !finding.repairable)
        )
      }).pipe(Effect.provide(ward))
    )
  }
})

/** Off by a few bits. */
const nudged = (n: number) => n + 2 ** -40

const at =
  (i: number, change: (review: Review) => ReadonlyArray<Review>): Damage =>
  (reviews) =>
    reviews.flatMap((review, at) => (at === i ? change(review) : [review]))

/** Without the takings back where no rating stands. */
const possible = (ratings: ReadonlyArray<Review["rating"]>) => {
  let standing = 0
  return ratings.filter((rating) => {
    const can = rating !== null || standing > 0
    standing += rating === null ? -1 : 1
    standing = Math.max(standing, 0)
    return can
  })
}

describe("a doctor who looks at schedules", () => {
  const slips: ReadonlyArray<readonly [name: string, slip: (it: Schedule) => Partial<Schedule>]> = [
    ["a stability off by one bit", (it) => ({ stability: nudged(it.stability) })],
    ["a difficulty off by one bit", (it) => ({ difficulty: nudged(it.difficulty) })],
    ["a due day off by one", (it) => ({ dueDay: StudyDay.make(it.dueDay - 1) })],
    ["a due instant where there is none", () => ({ dueAt: fixtures.january(9) })],
    ["another phase", () => ({ phase: "relearning" })],
    ["another step", (it) => ({ step: it.step + 1 })],
    ["a lapse too many", (it) => ({ lapses: it.lapses + 1 })],
    ["a repetition too few", (it) => ({ reps: it.reps - 1 })],
    ["another last review", () => ({ lastReviewedAt: fixtures.january(1) })],
    ["no last study day", () => ({ lastStudyDay: null })],
    ["a version too low", (it) => ({ version: it.version - 1 })],
    ["a version too high", (it) => ({ version: it.version + 3 })],
    ["the state of a card never seen", () => ({ version: 0, phase: "new", stability: 0, difficulty: 0, reps: 0 })]
  ]
  for (const [name, slip] of slips) {
    it.effect(`finds ${name}, and replays the reviews`, () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        yield* newStudied([3])
        const { schedule } = yield* newStudied(ratings)
        const { cardId, userId } = schedule
        yield* schedules.remove(userId, [cardId])
        yield* schedules.start([Schedule.make({ ...schedule, ...slip(schedule) })])
        assert.deepStrictEqual(yield* diagnosis, [["I4", cardId]])
        yield* repair
        assert.deepStrictEqual(yield* findings, [])
        assert.deepStrictEqual(yield* schedules.get(userId, cardId), schedule)
      }).pipe(Effect.provide(ward))
    )
  }

  it.effect("finds a card without one, once it has had a minute to get it", () =>
    Effect.gen(function* () {
      const schedules = yield* Schedules
      yield* TestClock.setTime(fixtures.january(8).epochMilliseconds)
      const { schedule } = yield* newStudied(ratings)
      const { cardId, goalId, userId } = schedule
      yield* schedules.remove(userId, [cardId])
      const cards = yield* FlashcardStore
      const [card] = yield* cards.many(userId, [cardId])
      assert.isDefined(card)
      const young = Flashcard.make({ ...card, id: FlashcardId.make(nobody), goalId, updatedAt: fixtures.january(8) })
      yield* cards.insert([young])
      assert.deepStrictEqual(yield* diagnosis, [["I4", cardId]])
      yield* repair
      assert.deepStrictEqual(yield* schedules.get(userId, cardId), schedule)
      assert.deepStrictEqual(yield* findings, [])
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(yield* diagnosis, [["I4", nobody]])
    }).pipe(Effect.provide(ward))
  )

  it.effect("finds one whose card is gone, and removes it; its reviews stay", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const { schedule } = yield* newStudied(ratings)
      const { cardId, userId } = schedule
      yield* cards.remove(userId, [cardId])
      assert.deepStrictEqual(yield* diagnosis, [["I4", cardId]])
      yield* repair
      assert.deepStrictEqual(yield* findings, [])
      const checked = yield* Doctor.use(({ check }) => Stream.runCollect(check))
      assert.strictEqual(checked.find((step) => step.invariant === "I3" && step.checked > 0)?.checked, ratings.length)
    }).pipe(Effect.provide(ward))
  )
})
