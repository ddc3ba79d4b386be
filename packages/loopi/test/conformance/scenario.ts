/**
 * Some days of a learner, from the first goal to a search: everything answered on the way, at the same times and with
 * the same ids in every composition.
 */
import {
  Answer,
  Backup,
  Doctor,
  Flashcards,
  Generation,
  type Goal,
  Goals,
  GoalTitle,
  Notes,
  Progress,
  Projector,
  Question,
  type Rating,
  Search,
  SearchText,
  SkillTrees,
  Study,
  Users
} from "@loopi/core"
import { Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import { untilArchived } from "./archived.ts"
import { repeated } from "./duplicates.ts"
import { calendar, day, later, learner, note, start } from "./fixed.ts"

/** All answers, one a line, and what a backup of it all adds up to. */
export const scenario = Effect.gen(function* () {
  yield* TestClock.setTime(start)
  const users = yield* Users
  const joined = yield* users.ensure(learner, "Ada", calendar)
  const { goal, made } = yield* prepared
  const days = yield* Effect.forEach([0, 1, 2, 3, 4, 5], studied)
  const seen = yield* looked(goal)
  const changed = yield* tidied(goal)
  const all = yield* keptNow
  yield* untilArchived
  yield* TestClock.setTime(later)
  const much = [joined, made, days, seen, changed, all, yield* looked(goal), yield* keptNow]
  return much.flat().map((answer) => JSON.stringify(answer))
})

/** What a backup adds up to, and what is wrong with what is kept: nothing. */
const keptNow = Effect.gen(function* () {
  const { content, rows } = yield* (yield* Backup).summary
  const inspected = yield* Stream.runCollect((yield* Doctor).check)
  return [rows, content, inspected.flatMap(({ findings }) => findings)]
})

const cards = [
  ["Was heißt „Zwischenraum“ auf Französisch?", "l'espace — or 空間, for that matter"],
  ["What is 'O''Brien' \\ \"quoted\" in SQL?", "% _ -- ; all of them text"],
  ["What is the spacing effect?", "Learning spread over time lasts longer than the same learning at once"]
] as const

const prepared = Effect.gen(function* () {
  const goals = yield* Goals
  const goal = yield* goals.create(learner, { title: GoalTitle.make("Understand how memory works") })
  const other = yield* goals.create(learner, { title: GoalTitle.make("Lerne Französisch für die Reise") })
  const similar = yield* goals.similar(learner, { title: GoalTitle.make("Understanding how the memory works") })
  const added = yield* (yield* Notes).add(learner, goal.id, note)
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  const generated = yield* (yield* Generation).generate(learner, { goalId: goal.id, count: 40 })
  const flashcards = yield* Flashcards
  const approved = yield* flashcards.approveAll(learner, goal.id)
  const written = yield* Effect.forEach(cards, ([question, answer]) =>
    flashcards.add(learner, { goalId: other.id, question: Question.make(question), answer: Answer.make(answer) })
  )
  yield* (yield* Projector).settle(learner)
  const hits = yield* repeated(other.id)
  return { goal, made: [goal, other, similar, added.id, tree, generated, approved, written, hits] }
})

/** A day: a queue, a rating for each card of it, one taken back and given again, one refused. */
const studied = Effect.fnUntraced(function* (n: number) {
  const study = yield* Study
  const queue = yield* study.due(learner, { limit: 15 })
  const rated = yield* Effect.forEach(queue.cards, ({ card, schedule }, i) =>
    Effect.andThen(
      TestClock.adjust("7 seconds"),
      study.rate(learner, { cardId: card.id, rating: ratingOf(n + i), version: schedule.version, durationMs: 900 * i })
    )
  )
  const last = rated.at(-1)?.schedule
  const again =
    last === undefined
      ? []
      : [
          yield* study.undo(learner, last.cardId, last.version),
          yield* Effect.flip(study.rate(learner, { cardId: last.cardId, rating: 1, version: last.version })),
          yield* study.rate(learner, { cardId: last.cardId, rating: 1, version: last.version + 1 })
        ]
  yield* TestClock.adjust(day)
  return [queue, rated, again]
})

const ratings: ReadonlyArray<Rating> = [3, 3, 1, 4, 3, 2, 3]
const ratingOf = (n: number): Rating => ratings[n % ratings.length] ?? 3

const looked = Effect.fnUntraced(function* (goal: Goal) {
  const progress = yield* Progress
  const search = yield* Search
  const found = yield* Effect.forEach(["spacing effect", "how memory fades", "Reise", "l'espace 空間"], (text) =>
    search.find(learner, SearchText.make(text))
  )
  const newest = yield* progress.reviews(learner, { limit: 30 })
  const before = newest.at(-1)?.id
  return [
    yield* progress.stats(learner),
    yield* progress.stats(learner, { goalId: goal.id, days: 3 }),
    yield* progress.history(learner, 5),
    newest,
    before === undefined ? [] : yield* progress.reviews(learner, { before, limit: 100 }),
    yield* progress.mastery(learner, goal.id),
    yield* (yield* Flashcards).duplicatesOf(learner, { question: cards[2][0], answer: cards[2][1] }),
    ...found
  ]
})

/** Some cards go, a goal is put away, and what was answered stays. */
const tidied = Effect.fnUntraced(function* (goal: Goal) {
  const flashcards = yield* Flashcards
  const kept = yield* flashcards.list(learner, { goalId: goal.id, limit: 100 })
  const gone = kept.filter((_, i) => i % 5 === 0).map(({ id }) => id)
  yield* flashcards.discard(learner, gone)
  yield* (yield* Projector).settle(learner)
  const search = yield* Search
  return [
    yield* Effect.forEach(gone.slice(0, 1), (id) => Effect.flip(flashcards.get(learner, id))),
    yield* flashcards.list(learner, { limit: 100 }),
    yield* (yield* Goals).setStatus(learner, goal.id, "archived"),
    yield* (yield* Study).due(learner, { limit: 50 }),
    yield* (yield* Progress).stats(learner),
    yield* search.find(learner, SearchText.make("spacing effect"))
  ]
})
