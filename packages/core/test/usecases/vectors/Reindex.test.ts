import { assert, describe, it } from "@effect/vitest"
import {
  Answer,
  Embedder,
  EmbeddingIndex,
  FlashcardId,
  Flashcards,
  type GoalId,
  Goals,
  GoalTitle,
  Lexical,
  Projector,
  Question,
  Reindex,
  ReindexStalled,
  SpaceId,
  SpaceUnknown,
  type UserId,
  VectorWork
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { uuid } from "../../fixtures/schedules.ts"
import { embedderDown, newGoal, newLearner, world } from "../world.ts"

/** The lexical space, and one in which every text is turned round: both tell what is alike, in other numbers. */
const before = SpaceId.make("lexical-1")
const after = SpaceId.make("reversed-1")

const turned = (text: string) => [...text].toReversed().join("")

const embedders = (down: () => boolean = () => false) => {
  const of = (space: SpaceId, turn: (text: string) => string): Embedder["Service"] => ({
    space,
    embed: (texts) =>
      Effect.suspend(() => (down() ? embedderDown : Effect.succeed(texts.map((it) => Lexical.lexicalVector(turn(it))))))
  })
  return { old: of(before, (it) => it), fresh: of(after, turned) }
}

/** Stores and an index that outlive the program, and the program before and after the embedder was changed. */
const programs = (down?: () => boolean) =>
  Effect.gen(function* () {
    const kept = yield* Layer.build(Layer.mergeAll(MemoryStores.layer, MemoryEmbeddingIndex.layer))
    const { fresh, old } = embedders(down)
    const over = { stores: Layer.succeedContext(kept), index: Layer.succeedContext(kept) }
    return {
      first: world({ ...over, embedder: Layer.succeed(Embedder, old) }),
      second: world({ ...over, embedder: Layer.succeed(Embedder, fresh), others: [old] })
    }
  })

/** Second after second, with turns of the event loop in between, until it is done. */
const asTimePasses = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.raceFirst(
    effect,
    Effect.forever(
      Effect.andThen(
        TestClock.adjust("1 second"),
        Effect.promise(() => new Promise<void>((done) => setImmediate(done)))
      )
    )
  )

const fado = (goalId: GoalId) => ({
  goalId,
  question: Question.make("What is fado?"),
  answer: Answer.make("Songs of Lisbon")
})

const spacesOf = (learner: UserId) => EmbeddingIndex.use((index) => index.spaces(learner))

const similarTo = Effect.fnUntraced(function* (learner: UserId, title: string) {
  const goals = yield* (yield* Goals).similar(learner, { title: GoalTitle.make(title) })
  return goals.map(({ goal }) => goal.title)
})

describe("Reindex", () => {
  it.effect("fills the space of a new embedder, searches where everything is, and drops the other at the end", () =>
    Effect.gen(function* () {
      const { first, second } = yield* programs()
      const { goal, learner } = yield* Effect.gen(function* () {
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        yield* fixtures.newCard(goal)
        yield* (yield* Projector).settle(learner)
        return { learner, goal }
      }).pipe(Effect.provide(first))

      yield* Effect.gen(function* () {
        const reindex = yield* Reindex
        const later = yield* newGoal(learner, "Bake bread with rye")
        // Written to both, so that it is found before and after.
        assert.deepStrictEqual(yield* spacesOf(learner), [before, after])
        assert.deepStrictEqual(yield* similarTo(learner, goal.title), [goal.title])
        assert.deepStrictEqual(yield* similarTo(learner, later.title), [later.title])

        const told: Array<number> = []
        const report = yield* reindex.run({}, ({ done, total }) => Effect.sync(() => told.push(done / total)))
        assert.deepStrictEqual(report, { space: after, done: 3, resumed: false, dropped: [before] })
        assert.strictEqual(told.at(-1), 1)
        assert.deepStrictEqual(yield* spacesOf(learner), [after])
        assert.deepStrictEqual(yield* similarTo(learner, goal.title), [goal.title])
        assert.deepStrictEqual(yield* similarTo(learner, later.title), [later.title])
      }).pipe(Effect.provide(second))
    }).pipe(Effect.scoped)
  )

  it.effect("goes on where it was killed", () =>
    Effect.gen(function* () {
      const { first, second } = yield* programs()
      const learner = yield* Effect.gen(function* () {
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        for (let i = 0; i < 250; i++) yield* fixtures.newCard(goal)
        yield* (yield* Projector).settle(learner)
        return learner
      }).pipe(Effect.provide(first))
      const goneFirst = yield* Effect.gen(function* () {
        const reindex = yield* Reindex
        const killed = yield* Effect.forkChild(
          reindex.run({}, ({ done }) => (done >= 100 ? Effect.interrupt : Effect.void))
        )
        yield* Fiber.await(killed)
        assert.deepStrictEqual(yield* spacesOf(learner), [before, after])
        return yield* (yield* VectorWork).waitingFor(after)
      }).pipe(Effect.provide(second))
      assert.isBelow(goneFirst, 251)
      assert.isAbove(goneFirst, 0)

      yield* Effect.gen(function* () {
        const report = yield* asTimePasses((yield* Reindex).run())
        assert.deepStrictEqual(report, { space: after, done: goneFirst, resumed: true, dropped: [before] })
        const index = yield* EmbeddingIndex
        assert.lengthOf(yield* index.entries(learner, "flashcard"), 250)
      }).pipe(Effect.provide(second))
    }).pipe(Effect.scoped)
  )

  it.effect("makes every vector again in the space there is, and removes those of what is gone", () =>
    Effect.gen(function* () {
      const [index, reindex] = [yield* EmbeddingIndex, yield* Reindex]
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      const goal = yield* newGoal(learner)
      const card = yield* (yield* Flashcards).add(learner, fado(goal.id))
      const good = yield* index.entries(learner, "flashcard")
      const vector = new Float32Array(1024).fill(1 / 32)
      const planted = { contentHash: "0".repeat(64), space: before, kind: "flashcard" as const, vector }
      yield* index.put([
        { ...planted, userId: learner, id: card.id },
        { ...planted, userId: learner, id: uuid(42) },
        { ...planted, userId: learner, id: "no id of ours" },
        { ...planted, userId: stranger, id: FlashcardId.make(uuid(43)) }
      ])
      assert.deepStrictEqual(yield* reindex.run(), { space: before, done: 5, resumed: false, dropped: [] })
      assert.deepStrictEqual(yield* index.entries(learner, "flashcard"), good)
      assert.deepStrictEqual(yield* index.entries(stranger, "flashcard"), [])
    }).pipe(Effect.provide(world()))
  )

  it.effect("refuses a space nobody can fill, and names those that somebody can", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip((yield* Reindex).run({ space: "word2vec-1" }))
      assert.deepStrictEqual(error, SpaceUnknown.make({ space: "word2vec-1", known: [before] }))
    }).pipe(Effect.provide(world()))
  )

  it.effect("gives up when nothing goes forward, and keeps what is to be done", () =>
    Effect.gen(function* () {
      const { first } = yield* programs(() => true)
      yield* Effect.gen(function* () {
        const learner = yield* newLearner
        yield* newGoal(learner)
        const error = yield* asTimePasses(Effect.flip((yield* Reindex).run()))
        assert.deepStrictEqual(error, ReindexStalled.make({ waiting: 1, failure: "EmbedderFailed: unreachable" }))
        assert.strictEqual(yield* (yield* VectorWork).waitingFor(before), 1)
      }).pipe(Effect.provide(first))
    }).pipe(Effect.scoped)
  )
})
