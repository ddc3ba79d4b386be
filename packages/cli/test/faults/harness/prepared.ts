/**
 * A learner with a goal, cards, and a history of some weeks.
 */
import { Clock, DateTime, Effect } from "effect"
import type { Ask } from "./asking.ts"

export interface Learner {
  readonly goalId: string
  /** Cards nobody has rated yet: each may be rated once, at version 0. */
  readonly fresh: Array<string>
}

const cards = 70
const rated = 20

const day = 86_400_000

export const prepared = Effect.fnUntraced(function* (ask: Ask) {
  const goal = yield* ask("/api/goals", { title: "Know the rivers" })
  const goalId = String(goal.body["id"])
  const ids = yield* Effect.forEach(
    Array.from({ length: cards }, (_, i) => i),
    (i) =>
      Effect.map(ask("/api/flashcards", { goalId, question: questionOf(i), answer: `River ${i}` }), ({ body }) =>
        String(body["id"])
      ),
    { concurrency: 8 }
  )
  const now = yield* Clock.currentTimeMillis
  for (const [i, cardId] of ids.slice(0, rated).entries()) {
    const reviewedAt = DateTime.formatIso(DateTime.makeUnsafe(now - (20 - i) * day))
    const { body, status } = yield* ask("/api/study/rate", { cardId, rating: 3, version: 0, reviewedAt })
    if (status !== 200) return yield* Effect.die(new Error(`The learner cannot be prepared: ${JSON.stringify(body)}`))
  }
  const learner: Learner = { goalId, fresh: ids.slice(rated) }
  return learner
})

/** No two alike enough to be duplicates of each other. */
export const questionOf = (i: number): string =>
  `Which river flows through town number ${i * 7919} of the ${["northern", "southern", "eastern", "western"][i % 4]} plain?`
