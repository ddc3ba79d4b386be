/**
 * What every `VectorWork` must do beside the stores it is the outbox of: nothing kept without its task, no task without
 * its change, and one taker at a time.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Deferred, Effect, Fiber, type Layer, Struct } from "effect"
import { Question } from "../../domain/flashcards/Flashcard.ts"
import { Goal, GoalDescription, goalText } from "../../domain/goals/Goal.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { type VectorTask, VectorWork } from "../../ports/vectors/VectorWork.ts"
import { january, limits, makeCard, makeGoal, newCard, newGoal, newLearner } from "../fixtures.ts"
import { failures } from "./VectorFailureContract.ts"
import { traceIn, within } from "../tracing.ts"
import { idsOf, taking, waitingOf } from "./vectorTasks.ts"

type Ports = VectorWork | GoalStore | FlashcardStore | UserStore
type It = Vitest.MethodsNonLive<Ports>

export const suite = <E>(adapter: string, layer: Layer.Layer<Ports, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`the VectorWork (${adapter})`, (it) => {
    enqueues(it)
    hands(it)
    failures(it)
  })

const enqueues = (it: It): void => {
  it.effect("knows of every goal and card that is kept, with the text as it is now", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner, { description: GoalDescription.make("Sonnets first") })
      const card = yield* newCard(goal)
      const tasks = yield* taking(learner)
      assert.deepStrictEqual(tasks.map(Struct.pick(["userId", "kind", "id", "text", "space", "attempts"])), [
        { userId: learner, kind: "goal", id: goal.id, text: goalText(goal), space: null, attempts: 0 },
        { userId: learner, kind: "flashcard", id: card.id, text: card.question, space: null, attempts: 0 }
      ])
      assert.deepStrictEqual(yield* waitingOf(learner), [])
    })
  )

  it.effect("knows of a change of a goal's text, and of no other", () =>
    Effect.gen(function* () {
      const goals = yield* GoalStore
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* taking(learner)
      yield* goals.update(Goal.make({ ...goal, status: "paused", updatedAt: january(3) }), limits, goal.updatedAt)
      assert.deepStrictEqual(yield* taking(learner), [])
      const changed = Goal.make({ ...goal, description: GoalDescription.make("By heart") })
      yield* goals.update(changed, limits, january(3))
      assert.deepStrictEqual(
        (yield* taking(learner)).map(({ text }) => text),
        [goalText(changed)]
      )
    })
  )

  it.effect("names the trace of the last change, and none where nobody traces", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const [learner, quiet] = [yield* newLearner, yield* newLearner]
      const [first, second] = ["4bf92f3577b34da6a3ce929d0e0e4736", "0af7651916cd43dd8448eb211c80319c"]
      const card = yield* newCard(yield* newGoal(learner)).pipe(within(first))
      yield* newCard(yield* newGoal(quiet))
      yield* cards.remove(learner, [card.id]).pipe(within(second))
      assert.deepStrictEqual(tracesOf(yield* taking(learner)), [undefined, second])
      assert.deepStrictEqual(tracesOf(yield* taking(quiet)), [undefined, undefined])
    })
  )

  it.effect("has no task for what was refused or failed", () =>
    Effect.gen(function* () {
      const [goals, cards] = [yield* GoalStore, yield* FlashcardStore]
      const learner = yield* newLearner
      yield* Effect.flip(goals.insert(yield* makeGoal(learner), { active: 0, archived: 0 }))
      yield* Effect.flip(goals.update(yield* makeGoal(learner), limits, january(1)))
      yield* cards.remove(learner, [(yield* makeCard(yield* makeGoal(learner))).id])
      assert.deepStrictEqual(yield* waitingOf(learner), [])
    })
  )

  it.effect("tells that a card is gone, and says nothing of somebody else's", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const [learner, stranger] = [yield* newLearner, yield* newLearner]
      const goal = yield* newGoal(learner)
      const [kept, gone] = [yield* newCard(goal), yield* newCard(goal)]
      yield* taking(learner)
      yield* cards.remove(stranger, [kept.id])
      yield* cards.remove(learner, [gone.id])
      assert.deepStrictEqual(
        (yield* taking(learner)).map(({ id, text }) => [id, text]),
        [[gone.id, null]]
      )
      assert.deepStrictEqual(yield* waitingOf(stranger), [])
    })
  )

  it.effect("has one task for a card however often it changes", () =>
    Effect.gen(function* () {
      const [cards, work] = [yield* FlashcardStore, yield* VectorWork]
      const learner = yield* newLearner
      const card = yield* newCard(yield* newGoal(learner))
      yield* work.enqueue(learner, "flashcard", [card.id, card.id])
      yield* cards.remove(learner, [card.id])
      const tasks = yield* taking(learner)
      assert.deepStrictEqual(
        tasks.map(({ id, text }) => [id, text]),
        [
          [card.goalId, "Read Portuguese poetry"],
          [card.id, null]
        ]
      )
    })
  )
}

const hands = (it: It): void => {
  it.effect("keeps a task that changed while it was worked on", () =>
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const learner = yield* newLearner
      const card = yield* newCard(yield* newGoal(learner), { question: Question.make("What is fado?") })
      const removing = () => Effect.as(Effect.orDie(cards.remove(learner, [card.id])), [])
      const first = yield* taking(learner, removing)
      assert.deepStrictEqual(
        first.map(({ text }) => text),
        ["Read Portuguese poetry", "What is fado?"]
      )
      assert.deepStrictEqual(
        (yield* taking(learner)).map(({ id, text }) => [id, text]),
        [[card.id, null]]
      )
    })
  )

  it.effect("hands out one batch at a time, and the same task to nobody twice", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const cards = yield* Effect.forEach(Array.from({ length: 11 }), () => newCard(goal))
      let within = 0
      const alone = Effect.fnUntraced(function* () {
        assert.strictEqual(++within, 1)
        yield* Effect.yieldNow
        within--
        return []
      })
      const takers = Array.from({ length: 8 }, () => taking(learner, alone, { limit: 3 }))
      const taken = (yield* Effect.all(takers, { concurrency: "unbounded" })).flat()
      assert.sameMembers(idsOf(taken), [goal.id, ...idsOf(cards)])
      assert.strictEqual(taken.length, 12)
    })
  )

  it.effect("gives the tasks back when whoever worked on them is interrupted", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const begun = yield* Deferred.make<void>()
      const stuck = () => Effect.andThen(Deferred.succeed(begun, undefined), Effect.never)
      const taker = yield* Effect.forkChild(taking(learner, stuck))
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(taker)
      assert.deepStrictEqual(idsOf(yield* taking(learner)), [goal.id])
    })
  )

  it.effect("hands out the oldest changes first, and no more than asked for", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const [a, b] = [yield* newCard(goal), yield* newCard(goal)]
      assert.deepStrictEqual(idsOf(yield* taking(learner, undefined, { limit: 2 })), [goal.id, a.id])
      assert.deepStrictEqual(idsOf(yield* taking(learner, undefined, { limit: 2 })), [b.id])
      assert.deepStrictEqual(yield* taking(learner, undefined, { limit: 2 }), [])
    })
  )
}

const tracesOf = (tasks: ReadonlyArray<VectorTask>) => tasks.map(({ causedBy }) => traceIn(causedBy))
