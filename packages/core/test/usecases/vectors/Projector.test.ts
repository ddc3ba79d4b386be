import { assert, describe, it } from "@effect/vitest"
import {
  EmbedderFailed,
  EmbeddingIndex,
  FlashcardId,
  Flashcards,
  FlashcardStore,
  Goals,
  Projector,
  Question,
  StoreUnavailable,
  type UserId,
  VectorWork
} from "@loopi/core"
import { MemoryEmbeddingIndex } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Effect, Fiber, Layer, Logger } from "effect"
import { TestClock } from "effect/testing"
import { embedderDown, lexicalUnless, newGoal, newLearner, world } from "../world.ts"

const entriesOf = Effect.fnUntraced(function* (learner: UserId) {
  const index = yield* EmbeddingIndex
  return [...(yield* index.entries(learner, "goal")), ...(yield* index.entries(learner, "flashcard"))]
})

const idsOf = (learner: UserId) => Effect.map(entriesOf(learner), (entries) => entries.map(({ id }) => id))

const waitingOf = (learner: UserId) => VectorWork.use((work) => work.waiting(learner))

/** Hashing a text takes real time, which no clock of a test can turn on: so turns of the event loop pass until it is so. */
const eventually = <E, R>(so: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(
    Effect.andThen(
      Effect.promise(() => new Promise<void>((done) => setImmediate(done))),
      so
    ),
    {
      until: (it) => it
    }
  )

/** An index that lets others go first before it writes, as a database does. */
const slowIndex = Layer.effect(
  EmbeddingIndex,
  EmbeddingIndex.use((it) =>
    Effect.succeed(
      EmbeddingIndex.of({
        ...it,
        put: (some) => Effect.andThen(Effect.yieldNow, it.put(some)),
        remove: (...args) => Effect.andThen(Effect.yieldNow, it.remove(...args))
      })
    )
  )
).pipe(Layer.provide(MemoryEmbeddingIndex.layer))

describe("Projector", () => {
  it.effect("has a vector in place when the goal is made, and none when the card is discarded", () =>
    Effect.gen(function* () {
      const cards = yield* Flashcards
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      assert.deepStrictEqual(yield* idsOf(learner), [goal.id])
      const card = yield* fixtures.newCard(goal)
      yield* (yield* Projector).settle(learner)
      assert.deepStrictEqual(yield* idsOf(learner), [goal.id, card.id])
      yield* cards.discard(learner, [card.id])
      assert.deepStrictEqual(yield* idsOf(learner), [goal.id])
      assert.deepStrictEqual(yield* waitingOf(learner), [])
    }).pipe(Effect.provide(world()))
  )

  it.effect("leaves no orphan and no gap when cards are discarded while their vectors are written", () =>
    Effect.gen(function* () {
      const [cards, projector] = [yield* Flashcards, yield* Projector]
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const store = yield* FlashcardStore
      const discardOdd = (id: string, i: number) =>
        i % 2 === 1 ? cards.discard(learner, [FlashcardId.make(id)]) : Effect.void
      const addAndDiscard = Effect.fnUntraced(function* (i: number) {
        const card = yield* fixtures.newCard(goal)
        yield* Effect.all([projector.settle(learner), discardOdd(card.id, i)], { concurrency: "unbounded" })
      })
      yield* Effect.forEach(Array.from({ length: 60 }).keys(), addAndDiscard, { concurrency: "unbounded" })
      yield* projector.settle(learner)
      const live = (yield* store.list(learner, {})).map(({ id }) => id)
      assert.lengthOf(live, 30)
      assert.sameMembers(yield* idsOf(learner), [goal.id, ...live])
    }).pipe(Effect.provide(world({ index: slowIndex })))
  )

  it.effect("brings more cards into line than go into one batch", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* Effect.forEach(Array.from({ length: 350 }), () => fixtures.newCard(goal))
      yield* (yield* Projector).settle(learner)
      assert.lengthOf(yield* entriesOf(learner), 351)
    }).pipe(Effect.provide(world()))
  )

  it.effect("keeps what an outage leaves undone, tries it later each time, and does it once it is over", () => {
    let failure: EmbedderFailed | null = embedderDown
    return Effect.gen(function* () {
      const projector = yield* Projector
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      for (const seconds of [1, 2, 4, 8]) {
        const [task] = yield* waitingOf(learner)
        assert.strictEqual(task?.lastFailure, "EmbedderFailed: unreachable")
        yield* TestClock.adjust(`${seconds} seconds`)
        yield* projector.settle(learner)
      }
      assert.strictEqual((yield* waitingOf(learner))[0]?.attempts, 5)
      failure = null
      yield* projector.settle(learner)
      assert.deepStrictEqual(yield* idsOf(learner), [])
      yield* TestClock.adjust("16 seconds")
      yield* projector.settle(learner)
      assert.deepStrictEqual(yield* idsOf(learner), [goal.id])
      assert.deepStrictEqual(yield* waitingOf(learner), [])
    }).pipe(Effect.provide(world({ embedder: lexicalUnless(() => failure) })))
  })

  it.effect("does not let one text that cannot be embedded hold up the others", () => {
    let poison = ""
    const embedder = lexicalUnless((texts) =>
      texts.includes(poison) ? EmbedderFailed.make({ reason: "request_refused", retryable: false }) : null
    )
    return Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const [good, bad] = [
        yield* fixtures.newCard(goal),
        yield* fixtures.newCard(goal, { question: Question.make("What is fado?") })
      ]
      poison = bad.question
      yield* (yield* Projector).settle(learner)
      assert.sameMembers(yield* idsOf(learner), [goal.id, good.id])
      assert.deepStrictEqual(
        (yield* waitingOf(learner)).map(({ id }) => id),
        [bad.id]
      )
    }).pipe(Effect.provide(world({ embedder })))
  })

  it.effect("calls an embedder broken that gives too few vectors, or some nobody can keep, and goes on", () => {
    let broken: ReadonlyArray<Float32Array> | null = null
    const embedder = lexicalUnless(
      () => null,
      () => broken
    )
    return Effect.gen(function* () {
      const projector = yield* Projector
      const learner = yield* newLearner
      for (const vectors of [[], [new Float32Array(3)], [new Float32Array(1024).fill(Number.NaN)]]) {
        broken = vectors
        const goal = yield* newGoal(learner)
        const waiting = yield* waitingOf(learner)
        assert.match(waiting.find(({ id }) => id === goal.id)?.lastFailure ?? "", /^(Defect|VectorRefused)/)
      }
      broken = null
      yield* TestClock.adjust("1 minute")
      yield* projector.settle(learner)
      assert.lengthOf(yield* entriesOf(learner), 3)
    }).pipe(Effect.provide(world({ embedder })))
  })

  it.effect("fills an index that has lost everything, and leaves one alone that has not", () =>
    Effect.gen(function* () {
      const [index, projector] = [yield* EmbeddingIndex, yield* Projector]
      const [learner, other] = [yield* newLearner, yield* newLearner]
      const goals = [yield* newGoal(learner), yield* newGoal(other)]
      yield* index.remove(learner, "goal", [goals[0]?.id ?? ""])
      yield* projector.catchUp
      assert.deepStrictEqual(yield* idsOf(learner), [])
      yield* index.remove(other, "goal", [goals[1]?.id ?? ""])
      yield* projector.catchUp
      assert.deepStrictEqual(
        [...(yield* idsOf(learner)), ...(yield* idsOf(other))],
        goals.map(({ id }) => id)
      )
    }).pipe(Effect.provide(world()))
  )

  it.effect("polls for what nobody settled, says once that there is an outage, and once that it is over", () => {
    let down = false
    const lines: Array<string> = []
    const index = Layer.effect(
      EmbeddingIndex,
      EmbeddingIndex.use((it) =>
        Effect.succeed(
          EmbeddingIndex.of({
            ...it,
            put: (some) => (down ? StoreUnavailable.make({ operation: "put", cause: "down" }) : it.put(some))
          })
        )
      )
    ).pipe(Layer.provide(MemoryEmbeddingIndex.layer))
    return Effect.gen(function* () {
      const projector = yield* Projector
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const running = yield* Effect.forkChild(projector.run)
      down = true
      const card = yield* fixtures.newCard(goal)
      for (const attempts of [1, 2, 3]) {
        yield* TestClock.adjust("5 seconds")
        yield* eventually(Effect.map(waitingOf(learner), ([task]) => (task?.attempts ?? 0) >= attempts))
      }
      down = false
      assert.deepStrictEqual(yield* idsOf(learner), [goal.id])
      yield* TestClock.adjust("1 minute")
      yield* eventually(Effect.map(idsOf(learner), (ids) => ids.includes(card.id)))
      yield* eventually(Effect.sync(() => lines.length > 1))
      assert.deepStrictEqual(lines, [
        "Vectors wait to be brought in line; everything else works.",
        "Vectors are written again."
      ])
      yield* Fiber.interrupt(running)
    }).pipe(
      // @effect-diagnostics-next-line multipleEffectProvide:off
      Effect.provide(world({ index })),
      Effect.provide(
        Logger.layer([
          Logger.make(({ message }) => {
            lines.push(String(Array.isArray(message) ? message[0] : message))
          })
        ])
      )
    )
  })

  it.effect("keeps every learner's goals when many settle at once", () =>
    Effect.gen(function* () {
      const goals = yield* Goals
      const learners = yield* Effect.forEach(Array.from({ length: 20 }), () => newLearner)
      yield* Effect.forEach(learners, (learner) => newGoal(learner), { concurrency: "unbounded" })
      for (const learner of learners) {
        assert.deepStrictEqual(
          yield* idsOf(learner),
          (yield* goals.list(learner)).map(({ id }) => id)
        )
      }
    }).pipe(Effect.provide(world({ index: slowIndex })))
  )
})
