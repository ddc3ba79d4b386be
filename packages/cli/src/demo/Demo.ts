/**
 * The demonstration, step by step: learner, goal, tree, cards, days of study, and what came of it.
 */
import {
  Flashcards,
  formatStudyDay,
  Generation,
  type Goal,
  Goals,
  GoalTitle,
  Notes,
  Progress,
  Projector,
  quoteOf,
  SkillTrees,
  StudyDay,
  type User,
  UserId,
  Users
} from "@loopi/core"
import { Clock, Effect, Schema } from "effect"
import { localCalendar } from "loopi"
import { say } from "../output/output.ts"
import { renderCard } from "../render/card.ts"
import * as ProgressBar from "../render/ProgressBar.ts"
import { renderForecast, renderRetention, renderStanding } from "../render/progress.ts"
import { bold, count, dim, printable } from "../render/text.ts"
import { renderTree } from "../render/tree.ts"
import { why } from "../render/leftOut.ts"
import { simulate } from "./Simulation.ts"

/** The simulated learner is somebody of their own: a demonstration leaves nothing in your own history. */
export const demoLearnerId = UserId.make("00000000-0000-7000-8000-00000000de30")

interface Note {
  readonly name: string
  readonly text: string
}

export const runDemo = Effect.fnUntraced(function* (note: Note, days: number) {
  const users = yield* Users
  const user = yield* users.ensure(demoLearnerId, "Demo learner", yield* localCalendar)
  yield* (yield* Projector).catchUp
  const goal = yield* goalFor(user, note)
  const ready = yield* isPrepared(user, goal)
  yield* say(`${bold("Goal")} ${printable(goal.title)}${ready ? dim(" (going on where the last run ended)") : ""}`)
  if (!ready && (yield* prepare(user, goal)) === 0) {
    return yield* say("", "Nothing in this note could be made into a card: it has no definitions, terms or tables.")
  }
  const lastEvening = yield* study(user, goal, days)
  yield* showResult(user, goal, days).pipe(Effect.provideService(Clock.Clock, lastEvening))
  yield* say("", dim("That was a simulated learner. Begin for yourself: loopi goal add TITLE --notes FILE"))
})

/** The goal of an earlier run on the same note, or a new one. */
const goalFor = Effect.fnUntraced(function* (user: User, note: Note) {
  const goals = yield* Goals
  const notes = yield* Notes
  for (const goal of yield* goals.list(user.id)) {
    const known = (yield* notes.list(user.id, goal.id)).some((document) => document.text === note.text)
    if (known && goal.status === "active") return goal
  }
  const goal = yield* goals.create(user.id, { title: titleOf(note) })
  yield* notes.add(user.id, goal.id, note)
  return goal
})

/** Whether there are cards, and none of them waits for approval: a run that was cut short left drafts behind. */
const isPrepared = Effect.fnUntraced(function* (user: User, goal: Goal) {
  const cards = yield* (yield* Flashcards).list(user.id, { goalId: goal.id })
  return cards.length > 0 && cards.every((card) => card.status === "active")
})

const titleOf = ({ name, text }: Note): GoalTitle => {
  const heading = /^#\s+(.+?)\s*#*\s*$/m.exec(text)?.[1] ?? name.replace(/\.\w+$/, "")
  const title = heading.slice(0, 200).trim()
  return Schema.is(GoalTitle)(title) ? title : GoalTitle.make("My notes")
}

/** Grows the tree and has cards written. Gives how many there are to study. */
const prepare = Effect.fnUntraced(function* (user: User, goal: Goal) {
  const tree = yield* (yield* SkillTrees).grow(user.id, goal.id)
  yield* say(`${bold("Tree")} ${count(tree.nodes.length, "skill")} from the headings`)
  const bar = ProgressBar.make("writing cards")
  const { kept, leftOut } = yield* (yield* Generation)
    .generate(user.id, { goalId: goal.id }, (at) => bar.show(at.nodesDone, at.nodes, `${at.kept} kept`))
    .pipe(Effect.ensuring(bar.clear))
  const repeats = leftOut.filter(({ duplicates }) => duplicates.length > 0)
  yield* say(
    `${bold("Cards")} ${kept.length} kept, ${repeats.length} left out as duplicates, ${leftOut.length - repeats.length} for their quality`,
    ...leftOut.slice(0, 3).map(why)
  )
  yield* (yield* Flashcards).approveAll(user.id, goal.id)
  return (yield* (yield* Flashcards).list(user.id, { goalId: goal.id })).length
})

/** Thirty evenings: the first run ends today, a later one goes on from the day after the last. */
const study = Effect.fnUntraced(function* (user: User, goal: Goal, days: number) {
  const { today } = yield* (yield* Users).today(user.id)
  const [latest] = yield* (yield* Progress).reviews(user.id, { limit: 1 })
  const first = StudyDay.make(latest === undefined ? today - days + 1 : latest.studyDay + 1)
  const last = StudyDay.make(first + days - 1)
  const bar = ProgressBar.make(`${days} study days`)
  let reviews = 0
  const lastEvening = yield* simulate(user, goal.id, first, days, (day) => {
    reviews += day.reviews
    return bar.show(day.day, days, count(reviews, "review"))
  }).pipe(Effect.ensuring(bar.clear))
  const ahead = last > today ? dim(" (simulated days run ahead of the calendar)") : ""
  yield* say(
    `${bold("Study")} ${days} days, ${formatStudyDay(first)} to ${formatStudyDay(last)}, ${count(reviews, "review")}${ahead}`
  )
  return lastEvening
})

const showResult = Effect.fnUntraced(function* (user: User, goal: Goal, days: number) {
  const progress = yield* Progress
  const tree = yield* (yield* SkillTrees).get(user.id, goal.id)
  yield* say("", bold("Skill tree and mastery"), ...renderTree(tree, yield* progress.mastery(user.id, goal.id), 40))
  yield* say("", bold("Five of the cards"), ...(yield* fiveCards(user, goal)))
  const report = yield* progress.stats(user.id, { goalId: goal.id })
  yield* say("", ...renderStanding(report), "", ...renderForecast(report))
  yield* say("", ...renderRetention(yield* progress.history(user.id, days), days))
})

/** Five cards from all over the notes, each with the words it comes from. */
const fiveCards = Effect.fnUntraced(function* (user: User, goal: Goal) {
  const documents = yield* (yield* Notes).list(user.id, goal.id)
  const cards = yield* (yield* Flashcards).list(user.id, { goalId: goal.id })
  const step = Math.max(1, Math.floor(cards.length / 5))
  return cards
    .filter((_, i) => i % step === 0)
    .slice(0, 5)
    .flatMap((card) => {
      const document = documents.find(({ id }) => id === card.source?.documentId)
      const quote = document === undefined || card.source === null ? null : quoteOf(document, card.source)
      return renderCard(card, quote, document?.name ?? "")
    })
})
