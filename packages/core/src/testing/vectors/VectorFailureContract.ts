/**
 * The part of the `VectorWork` contract about tasks that fail, and about those of a reindex.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import { SpaceId } from "../../domain/vectors/Embedding.ts"
import { Goal, GoalDescription } from "../../domain/goals/Goal.ts"
import type { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { january, limits, newCard, newGoal, newLearner } from "../fixtures.ts"
import { all, idsOf, space, taking, waitingOf } from "./vectorTasks.ts"

type It = Vitest.MethodsNonLive<VectorWork | GoalStore | FlashcardStore | UserStore>

export const failures = (it: It): void => {
  putsOff(it)
  reindexes(it)
}

const putsOff = (it: It): void => {
  it.effect("counts failures, says why, and hands the task out again when it is due", () =>
    Effect.gen(function* () {
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* taking(learner, all("no answer", january(2)))
      assert.deepStrictEqual(yield* taking(learner), [])
      yield* taking(learner, all("it's \\ refused", january(3)), { at: january(2) })
      const [waiting] = yield* waitingOf(learner)
      assert.deepInclude(waiting, { id: goal.id, attempts: 2, lastFailure: "it's \\ refused", dueAt: january(3) })
      const [again] = yield* taking(learner, undefined, { at: january(3) })
      assert.strictEqual(again?.attempts, 2)
      assert.deepStrictEqual(yield* waitingOf(learner), [])
    })
  )

  it.effect("begins anew with a task that changes", () =>
    Effect.gen(function* () {
      const [goals, learner] = [yield* GoalStore, yield* newLearner]
      const goal = yield* newGoal(learner)
      yield* taking(learner, all("no answer", january(9)))
      yield* goals.update(Goal.make({ ...goal, description: GoalDescription.make("By heart") }), limits, goal.updatedAt)
      const [waiting] = yield* waitingOf(learner)
      assert.deepInclude(waiting, { attempts: 0, lastFailure: null })
      assert.deepStrictEqual(idsOf(yield* taking(learner)), [goal.id])
    })
  )

  it.effect("counts what waits, what fails and what is stuck", () =>
    Effect.gen(function* () {
      const work = yield* VectorWork
      const learner = yield* newLearner
      const before = yield* work.summary
      yield* newCard(yield* newGoal(learner))
      yield* taking(learner, all("no answer", january(1)), { limit: 1 })
      for (let i = 0; i < 9; i++) yield* taking(learner, all("no answer", january(1)), { limit: 1 })
      const after = yield* work.summary
      assert.strictEqual(after.waiting - before.waiting, 2)
      assert.strictEqual(after.failing - before.failing, 1)
      assert.strictEqual(after.stuck - before.stuck, 1)
      assert.strictEqual(after.lastFailure, "no answer")
      assert.isNotNull(after.oldestAt)
    })
  )
}

const reindexes = (it: It): void => {
  it.effect("enqueues everything there is for a space, and leaves it to those who can fill it", () =>
    Effect.gen(function* () {
      const work = yield* VectorWork
      const learner = yield* newLearner
      const card = yield* newCard(yield* newGoal(learner))
      yield* taking(learner)
      const later = SpaceId.make("later-1")
      assert.isAtLeast(yield* work.enqueueAll(later), 2)
      assert.isAtLeast(yield* work.waitingFor(later), 2)
      assert.deepStrictEqual(yield* taking(learner), [])
      // A change in the meantime takes nothing off the reindex.
      yield* work.enqueue(learner, "flashcard", [card.id])
      const tasks = yield* taking(learner, undefined, { spaces: [space, later] })
      assert.sameMembers(idsOf(tasks), [card.goalId, card.id])
      assert.deepStrictEqual(
        tasks.map((task) => task.space),
        [later, later]
      )
      assert.strictEqual(yield* work.waitingFor(SpaceId.make("never-1")), 0)
    })
  )
}
