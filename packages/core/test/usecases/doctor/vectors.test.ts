/**
 * The doctor finds whatever is wrong with vectors and the work on them, has them made again, and finds nothing then.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Doctor,
  type Embedding,
  EmbeddingIndex,
  Finding,
  FlashcardStore,
  type Invariant,
  Lexical,
  SpaceId,
  type Stores,
  UserId,
  VectorWork,
  type StoreUnavailable,
  type VectorRefused
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { DateTime, Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import { diagnosis, findings, Knife, newStudied, repair, ward } from "./ward.ts"

const nobody = UserId.make("00000000-0000-4000-8000-00000000dead")
const lexical = SpaceId.make("lexical-1")

type Patient = Effect.Success<ReturnType<typeof newStudied>>["schedule"]

/** Does the damage, and names the row where it is. */
type Harm = (
  patient: Patient
) => Effect.Effect<string, StoreUnavailable | VectorRefused, EmbeddingIndex | Stores | Knife>

const put = (fields: Partial<Embedding> & Pick<Embedding, "userId" | "id">) =>
  EmbeddingIndex.use((index) =>
    index.put([
      { kind: "flashcard", space: lexical, contentHash: "0".repeat(64), vector: Lexical.lexicalVector("x"), ...fields }
    ])
  ).pipe(Effect.as(fields.id))

const remove = (userId: UserId, kind: Embedding["kind"], id: string) =>
  EmbeddingIndex.use((index) => index.remove(userId, kind, [id])).pipe(Effect.as(id))

/** Leaves the stores as they are after a change that forgot to say that vectors are out of date. */
const forgetWork = (userId: UserId) =>
  VectorWork.use((work) =>
    work.take({ at: DateTime.makeUnsafe(8e12), limit: 1_000, learners: [userId], spaces: [lexical] }, () =>
      Effect.succeed([])
    )
  )

const fail = (userId: UserId, times: number) =>
  VectorWork.use((work) =>
    Effect.repeat(
      work.take({ at: DateTime.makeUnsafe(8e12), limit: 1_000, learners: [userId], spaces: [lexical] }, (tasks) =>
        Effect.succeed(tasks.map((task) => ({ task, failure: "EmbedderFailed", dueAt: fixtures.january(1) })))
      ),
      { times: times - 1 }
    )
  )

const breaking =
  (kind: Embedding["kind"], flaw: "wrong_dimension" | "not_finite"): Harm =>
  ({ cardId, goalId }) =>
    Effect.map(Knife, (knife) => {
      const id = kind === "goal" ? goalId : cardId
      knife.broken = [{ kind, id, space: lexical, flaw }]
      return id
    })

const harms: ReadonlyArray<readonly [name: string, invariant: Invariant, harm: Harm]> = [
  ["a vector of a card that is not there", "I5", ({ userId }) => put({ userId, id: nobody })],
  ["a vector of a goal that is not there", "I5", ({ userId }) => put({ userId, id: nobody, kind: "goal" })],
  ["a vector of somebody who is not there", "I5", () => put({ userId: nobody, id: nobody })],
  ["a card's vector among goals", "I5", ({ cardId, userId }) => put({ userId, id: cardId, kind: "goal" })],
  ["a goal's vector among cards", "I5", ({ goalId, userId }) => put({ userId, id: goalId })],
  ["a card's vector of another text", "I5", ({ cardId, userId }) => put({ userId, id: cardId })],
  ["a goal's vector of another text", "I5", ({ goalId, userId }) => put({ userId, id: goalId, kind: "goal" })],
  [
    "a vector that outlived its card",
    "I5",
    ({ cardId, userId }) =>
      FlashcardStore.use((cards) => cards.remove(userId, [cardId])).pipe(
        Effect.andThen(forgetWork(userId)),
        Effect.as(cardId)
      )
  ],
  [
    "a vector of somebody else's card",
    "I5",
    ({ cardId }) => Effect.flatMap(fixtures.newLearner, (userId) => put({ userId, id: cardId }))
  ],
  [
    "a vector of somebody else's goal",
    "I5",
    ({ goalId }) => Effect.flatMap(fixtures.newLearner, (userId) => put({ userId, id: goalId, kind: "goal" }))
  ],
  ["a card without a vector", "I6", ({ cardId, userId }) => remove(userId, "flashcard", cardId)],
  ["a goal without a vector", "I6", ({ goalId, userId }) => remove(userId, "goal", goalId)],
  [
    "a new card whose work was lost",
    "I6",
    Effect.fnUntraced(function* ({ userId }) {
      const { id } = yield* fixtures.newCard(yield* fixtures.newGoal(userId), { status: "draft" })
      yield* forgetWork(userId)
      return id
    })
  ],
  ["a card's vector that is not finite", "I7", breaking("flashcard", "not_finite")],
  ["a card's vector of the wrong length", "I7", breaking("flashcard", "wrong_dimension")],
  ["a goal's vector that is not finite", "I7", breaking("goal", "not_finite")],
  ["a goal's vector of the wrong length", "I7", breaking("goal", "wrong_dimension")],
  [
    "a vector in a space nobody knows",
    "I7",
    ({ cardId, userId }) => put({ userId, id: cardId, space: SpaceId.make("x") })
  ],
  [
    "work that has failed once",
    "I9",
    Effect.fnUntraced(function* ({ cardId, userId }) {
      yield* (yield* VectorWork).enqueue(userId, "flashcard", [cardId])
      yield* fail(userId, 1)
      return cardId
    })
  ],
  [
    "work that has failed for days",
    "I9",
    Effect.fnUntraced(function* ({ goalId, userId }) {
      yield* (yield* VectorWork).enqueue(userId, "goal", [goalId])
      yield* fail(userId, 200)
      return goalId
    })
  ],
  [
    "work that nobody does",
    "I9",
    Effect.fnUntraced(function* ({ cardId, userId }) {
      yield* (yield* VectorWork).enqueue(userId, "flashcard", [cardId])
      yield* TestClock.adjust("2 hours")
      return cardId
    })
  ]
]

describe("a doctor who looks at vectors", () => {
  for (const [name, invariant, harm] of harms) {
    it.effect(`finds ${name}, and has it put right`, () =>
      Effect.gen(function* () {
        yield* newStudied([3])
        const { schedule } = yield* newStudied([3, 1])
        assert.deepStrictEqual(yield* findings, [])
        const rowId = yield* harm(schedule)
        assert.deepInclude(yield* diagnosis, [invariant, rowId])
        yield* repair
        assert.deepStrictEqual(yield* findings, [])
      }).pipe(Effect.provide(ward))
    )
  }

  it.effect("reports nothing of work that is under way", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const { schedule } = yield* newStudied([3])
      yield* fixtures.newCard(yield* fixtures.newGoal(schedule.userId), { status: "draft" })
      yield* cards.remove(schedule.userId, [schedule.cardId])
      yield* repair
      yield* fixtures.newGoal(schedule.userId)
      assert.deepStrictEqual(yield* findings, [])
    }).pipe(Effect.provide(ward))
  )

  it.effect("counts what it looked at", () =>
    Effect.gen(function* () {
      yield* newStudied([3])
      yield* newStudied([3, 4])
      const steps = yield* Doctor.use(({ check }) => Stream.runCollect(check))
      const counts = Object.entries(Object.groupBy(steps, ({ invariant }) => invariant)).map(
        ([invariant, steps]) => [invariant, steps.reduce((sum, { checked }) => sum + checked, 0)] as const
      )
      assert.deepStrictEqual(Object.fromEntries(counts), {
        I11: 0,
        I2: 3,
        I3: 3,
        I4: 2,
        I5: 4,
        I6: 4,
        I7: 4,
        I8: 2,
        I9: 0
      })
    }).pipe(Effect.provide(ward))
  )
})

describe("a doctor who looks at learners", () => {
  it.effect("finds reviews of somebody who is not there, and leaves them to people", () =>
    Effect.gen(function* () {
      const knife = yield* Knife
      yield* newStudied([3])
      knife.strangers = [nobody]
      const expected = {
        invariant: "I8",
        table: "reviews",
        userId: nobody,
        rowId: nobody,
        what: "there are reviews of somebody who is not a learner here",
        repairable: false
      } as const
      assert.deepStrictEqual(yield* findings, [Finding.make(expected)])
      yield* repair
      assert.deepStrictEqual(yield* diagnosis, [["I8", nobody]])
    }).pipe(Effect.provide(ward))
  )
})
