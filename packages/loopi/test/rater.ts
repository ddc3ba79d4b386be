/**
 * Prints the ledger of a directory; then rates 500 times, four cards at once, and prints each rating once it is kept.
 */
import { Flashcards, GoalTitle, Goals, Question, Answer, Study } from "@loopi/core"
import { Effect } from "effect"
import { embeddedLearnerId, ensureEmbeddedLearner } from "loopi"
import { layer, ledgerOf } from "./embedded.ts"

const [directory = "", ratings = "0"] = process.argv.slice(2)

const print = (value: unknown) => Effect.sync(() => void process.stdout.write(`${JSON.stringify(value)}\n`))

const goalToStudy = Effect.gen(function* () {
  yield* ensureEmbeddedLearner
  const [known] = yield* (yield* Goals).list(embeddedLearnerId)
  if (known !== undefined) return known
  const goal = yield* (yield* Goals).create(embeddedLearnerId, { title: GoalTitle.make("Numbers") })
  for (let i = 0; i < 40; i++) {
    const sides = { question: Question.make(`What is ${i} times ${i}?`), answer: Answer.make(`It is ${i * i}.`) }
    yield* (yield* Flashcards).add(embeddedLearnerId, { goalId: goal.id, ...sides })
  }
  return goal
})

const work = Effect.gen(function* () {
  const goal = yield* goalToStudy
  yield* print(yield* ledgerOf([goal.id]))
  const study = yield* Study
  const cards = yield* (yield* Flashcards).list(embeddedLearnerId, { goalId: goal.id })
  const { reviews } = yield* ledgerOf([goal.id])
  const versions = new Map(cards.map(({ id }) => [id, reviews.filter((review) => review.cardId === id).length]))
  const rate = Effect.fnUntraced(function* (turn: number) {
    const cardId = cards[turn % cards.length]?.id
    if (cardId === undefined) return
    const rating = ([3, 1, 4, 2] as const)[(turn * 7) % 4] ?? 3
    const { schedule } = yield* study.rate(embeddedLearnerId, { cardId, rating, version: versions.get(cardId) ?? 0 })
    versions.set(cardId, schedule.version)
    yield* print({ cardId, version: schedule.version, rating })
  })
  yield* Effect.forEach(Array(Number(ratings)).keys(), rate, { concurrency: 4, discard: true })
})

await Effect.runPromise(Effect.provide(work, layer(directory)))
