/**
 * What requests are about: a goal with a note, its tree, and cards.
 */
import { Flashcards, Generation, GoalTitle, Goals, NewFlashcard, Notes, SkillTrees, type UserId } from "@loopi/core"
import { Effect, Schema } from "effect"
import { Me } from "./me.ts"
import { noteText } from "./noteAuthors.ts"

export const newGoal = Effect.fnUntraced(function* (someone?: UserId) {
  const userId = someone ?? (yield* Me)
  const goals = yield* Goals
  return yield* goals.create(userId, { title: GoalTitle.make("Read a weather map") })
})

/** A goal with a note and the tree grown from it. */
export const grownGoal = Effect.fnUntraced(function* (someone?: UserId) {
  const userId = someone ?? (yield* Me)
  const goal = yield* newGoal(userId)
  const [notes, trees] = [yield* Notes, yield* SkillTrees]
  yield* notes.add(userId, goal.id, { name: "fronts.md", text: noteText })
  return { goal, tree: yield* trees.grow(userId, goal.id) }
})

/** A goal with drafts that were written from its note. */
export const draftedGoal = Effect.fnUntraced(function* (someone?: UserId) {
  const userId = someone ?? (yield* Me)
  const { goal, tree } = yield* grownGoal(userId)
  const generation = yield* Generation
  const { kept } = yield* generation.generate(userId, { goalId: goal.id })
  return { goal, tree, drafts: kept }
})

/** A card that is studied. */
export const newCard = Effect.fnUntraced(function* (someone?: UserId) {
  const userId = someone ?? (yield* Me)
  const goal = yield* newGoal(userId)
  const cards = yield* Flashcards
  const sides = { goalId: goal.id, question: "What is an isobar?", answer: "A line of equal pressure." }
  return yield* cards.add(userId, yield* Effect.orDie(Schema.decodeEffect(NewFlashcard)(sides)))
})
