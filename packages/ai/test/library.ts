/**
 * All of Loopi in memory with the offline authors, and a learner who brings notes.
 */
import {
  Flashcards,
  Generation,
  Goals,
  GoalTitle,
  Notes,
  SkillTrees,
  TimeZoneName,
  UseCases,
  UserId,
  Users
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { Offline } from "@loopi/ai"
import { fixtures, TestFlows } from "@loopi/core/testing"
import { Effect, Layer } from "effect"

export const layer = UseCases.layer.pipe(
  Layer.provideMerge(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
  Layer.provideMerge(Layer.mergeAll(MemoryStores.layer, MemoryEmbeddingIndex.layer)),
  Layer.provideMerge(Offline.layer)
)

export interface Note {
  readonly name: string
  readonly text: string
}

/** A learner with a goal and its notes, and the tree grown from them. */
export const grow = Effect.fnUntraced(function* (notes: ReadonlyArray<Note>) {
  const { id } = yield* fixtures.makeUser()
  const learner = UserId.make(id)
  yield* (yield* Users).ensure(learner, "Ada", { timeZone: TimeZoneName.make("UTC"), rolloverHour: 4 })
  const goal = yield* (yield* Goals).create(learner, { title: GoalTitle.make("Know what the notes say") })
  const documents = yield* Effect.forEach(notes, (note) =>
    Effect.flatMap(Notes, (it) => it.add(learner, goal.id, note))
  )
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  return { learner, goal, documents, tree }
})

/** The tree, and the cards written for all of it. */
export const learnFrom = Effect.fnUntraced(function* (notes: ReadonlyArray<Note>) {
  const grown = yield* grow(notes)
  const report = yield* (yield* Generation).generate(grown.learner, { goalId: grown.goal.id })
  const kept = yield* (yield* Flashcards).list(grown.learner, {})
  return { ...grown, report, kept }
})
