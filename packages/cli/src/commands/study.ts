/**
 * `loopi study`: see a question, think, flip, say how well you knew it.
 */
import { type Rating, ratingNames, Study, type StudyCard } from "@loopi/core"
import { Clock, DateTime, Effect, Option } from "effect"
import { Command } from "effect/cli"
import { anyGoalArgument, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { type Keys, keys } from "../input/keys.ts"
import { say } from "../output/output.ts"
import { renderPreview } from "../render/card.ts"
import { bold, count, dim, printable } from "../render/text.ts"
import { learner, withLoopi } from "../session.ts"
import { whyNothing } from "../output/waiting.ts"
import { limit } from "./due.ts"

export const study = Command.make("study", { goal: anyGoalArgument, limit }, ({ goal, limit }) =>
  withLoopi(
    Effect.scoped(
      Effect.gen(function* () {
        const found = yield* findGoalIfNamed(goal)
        yield* session(yield* keys, {
          ...(found === undefined ? {} : { goalId: found.id }),
          limit: Option.getOrElse(limit, () => 20)
        })
      })
    )
  )
).pipe(
  Command.withDescription("Study the cards that are due"),
  Command.withExamples([
    { command: "loopi study", description: "Space flips; 1 to 4 rates; u takes back; q ends" },
    { command: "loopi study poetry --limit 5", description: "Five cards of one goal" }
  ])
)

type Options = NonNullable<Parameters<Study["Service"]["due"]>[1]> & { readonly limit: number }

/** A rating that can be taken back. */
interface Done {
  readonly cardId: StudyCard["card"]["id"]
  readonly version: number
  readonly recalled: boolean
}

const session = Effect.fnUntraced(function* (keys: Keys, options: Options) {
  const study = yield* Study
  const done: Array<Done> = []
  while (done.length < options.limit) {
    const queue = yield* study.due(learner, { ...options, limit: 1 })
    const [item] = queue.cards
    if (item === undefined) {
      yield* say(...(yield* whyNothing(queue, options.goalId)))
      break
    }
    const choice = yield* ask(keys, item, done.length)
    if (choice === "quit") break
    if (choice === "undo") yield* takeBack(done)
    else done.push(yield* rate(item, choice.rating, choice.durationMs))
  }
  yield* say("", summary(done))
})

/** Shows a card and waits for what the learner makes of it. */
const ask = Effect.fnUntraced(function* (keys: Keys, item: StudyCard, seen: number) {
  const shownAt = yield* Clock.currentTimeMillis
  yield* say("", `${dim(`${seen + 1}.`)} ${bold(printable(item.card.question))}`, dim(hint))
  let flipped = false
  for (;;) {
    const pressed = Option.getOrElse(yield* keys.next, () => "q")
    if (pressed === "q") return "quit"
    if (pressed === "u") return "undo"
    const rating = flipped ? ratingsByKey[pressed] : undefined
    if (rating !== undefined) return { rating, durationMs: (yield* Clock.currentTimeMillis) - shownAt }
    if (!flipped && (pressed === "" || pressed === "space")) {
      flipped = true
      yield* showAnswer(item)
    }
  }
})

const hint = "   space flips · u takes back · q ends"

const ratingsByKey: Record<string, Rating> = { "1": 1, "2": 2, "3": 3, "4": 4 }

const showAnswer = Effect.fnUntraced(function* ({ card, previews }: StudyCard) {
  const now = yield* DateTime.now
  const offers = previews.map(
    (it) => `${bold(`${it.rating}`)} ${ratingNames[it.rating]} ${dim(renderPreview(it, now))}`
  )
  yield* say(`   ${printable(card.answer)}`, `   ${offers.join("   ")}`)
})

const rate = Effect.fnUntraced(function* ({ card, schedule }: StudyCard, rating: Rating, durationMs: number) {
  const rated = yield* (yield* Study).rate(learner, {
    cardId: card.id,
    rating,
    version: schedule.version,
    durationMs: Math.min(durationMs, 3_600_000)
  })
  return { cardId: card.id, version: rated.schedule.version, recalled: rating > 1 }
})

const takeBack = Effect.fnUntraced(function* (done: Array<Done>) {
  const last = done.pop()
  if (last === undefined) return yield* say(dim("   Nothing to take back."))
  yield* (yield* Study).undo(learner, last.cardId, last.version)
  yield* say(dim("   Taken back."))
})

const summary = (done: ReadonlyArray<Done>): string => {
  const recalled = done.filter((it) => it.recalled).length
  return done.length === 0 ? dim("Nothing rated.") : `${count(done.length, "card")} rated, ${recalled} recalled.`
}
