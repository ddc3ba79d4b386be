/**
 * `loopi due`: what there is to study now.
 */
import { Study, StudyQueue } from "@loopi/core"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { anyGoalArgument, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { numberFlag } from "../arguments/numberFlag.ts"
import { shortLength, shortOf } from "../arguments/shortId.ts"
import { show } from "../output/output.ts"
import { count, cut, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"
import { whyNothing } from "../output/waiting.ts"

/** So many cards are listed at once at the most. */
const most = 50

export const limit = numberFlag("limit", "Cards at the most", { least: 1, most, otherwise: 20 }).pipe(Flag.optional)

export const due = Command.make("due", { goal: anyGoalArgument, limit, json }, ({ goal, json, limit }) =>
  withLoopi(
    Effect.gen(function* () {
      const found = yield* findGoalIfNamed(goal)
      const inGoal = found === undefined ? {} : { goalId: found.id }
      const { due } = yield* Study
      const queue = yield* due(learner, {
        ...inGoal,
        ...Option.match(limit, { onNone: () => ({}), onSome: (limit) => ({ limit }) })
      })
      const all = json ? queue : yield* due(learner, { ...inGoal, limit: most })
      const nothing = queue.cards.length > 0 || json ? [] : yield* whyNothing(queue, found?.id)
      yield* show(StudyQueue, queue, json, () => [...renderQueue(queue, all.cards.length), ...nothing])
    })
  )
).pipe(
  Command.withDescription("List the cards that are due"),
  Command.withExamples([
    { command: "loopi due", description: "Of all goals" },
    { command: "loopi due poetry --limit 5 --json", description: "Five of one goal, for programs" }
  ])
)

const renderQueue = ({ cards }: StudyQueue, all: number): ReadonlyArray<string> => {
  if (cards.length === 0) return []
  const length = shortLength(cards.map(({ card }) => card.id))
  return [
    ...cards.map(
      ({ card, schedule }) =>
        `${dim(shortOf(card.id, length))}  v${`${schedule.version}`.padEnd(3)} ${schedule.phase.padEnd(10)} ${cut(card.question, 80)}`
    ),
    dim(`${shown(cards.length, all)}. Study them: loopi study`)
  ]
}

const shown = (listed: number, all: number): string =>
  all > listed ? `${listed} of ${all === most ? `${most} or more` : all} cards` : count(listed, "card")
