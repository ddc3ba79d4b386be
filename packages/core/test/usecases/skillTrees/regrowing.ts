/**
 * Goals whose trees are written more than once, and what a learner could lose by that.
 */
import {
  Answer,
  type AuthorFailed,
  type FlashcardId,
  Flashcards,
  type Goal,
  Question,
  ReviewLog,
  Schedules,
  type SkillTree,
  type SkillTreeDiff,
  SkillTrees,
  Study,
  type UserId
} from "@loopi/core"
import { Effect } from "effect"
import type { Skill } from "../../fixtures/trees.ts"
import { newGoal, newLearner, skill, treesOf } from "../world.ts"

export const poets = [skill("Portuguese poets", [skill("Fernando Pessoa"), skill("Luís de Camões")]), skill("Metre")]
export const rewritten = [
  skill("Poets of Portugal", [skill("Pessoa, Fernando"), skill("Florbela Espanca")]),
  skill("Poetic metre", [skill("Luís de Camões")])
]

/** What an author says when it is asked the first time, the second time and so on. */
export const inTurn = (...answers: ReadonlyArray<ReadonlyArray<Skill> | AuthorFailed>) => {
  let asked = 0
  return treesOf(() => answers[Math.min(asked++, answers.length - 1)] ?? [])
}

export const counts = (diff: SkillTreeDiff) =>
  Object.fromEntries(Object.entries(diff).map(([what, list]) => [what, list.length]))

/** A goal with its first tree, a studied card of each skill, and a prerequisite. */
export const newStudied = Effect.gen(function* () {
  const learner = yield* newLearner
  const goal = yield* newGoal(learner)
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  const cards = yield* Effect.forEach(tree.nodes, (node) => studiedCard(learner, goal, node.id, node.title))
  return { learner, goal, tree, cards }
})

const studiedCard = Effect.fnUntraced(function* (
  learner: UserId,
  goal: Goal,
  nodeId: SkillTree["nodes"][number]["id"],
  title: string
) {
  const sides = {
    question: Question.make(`What is there to know of ${title}?`),
    answer: Answer.make(`All of ${title}`)
  }
  const card = yield* (yield* Flashcards).add(learner, { goalId: goal.id, nodeId, ...sides })
  yield* (yield* Study).rate(learner, { cardId: card.id, rating: 3, version: 0 })
  return card
})

/** All that a learner could lose, apart from which skill a card belongs to. */
export const held = Effect.fnUntraced(function* (learner: UserId, goal: Goal) {
  const cards = yield* (yield* Flashcards).list(learner, { goalId: goal.id })
  const reviews = yield* Effect.forEach(cards, ({ id }) => ReviewLog.use((log) => log.ofCard(learner, id)))
  const schedules = yield* (yield* Schedules).ofGoals(learner, [goal.id])
  return { cards: cards.map((card) => ({ ...card, nodeId: null, updatedAt: null })), reviews, schedules }
})

export const nodesByCard = Effect.fnUntraced(function* (learner: UserId, goal: Goal) {
  const cards = yield* (yield* Flashcards).list(learner, { goalId: goal.id })
  return new Map<FlashcardId, string | null>(cards.map(({ id, nodeId }) => [id, nodeId]))
})
