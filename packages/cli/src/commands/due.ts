/**
 * `loopi due`: what there is to study now.
 */
import { Study, StudyQueue } from "@loopi/core"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { anyGoalArgument, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { show } from "../output/output.ts"
import { count, cut, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"
import { whyNothing } from "../output/waiting.ts"

/** So many cards are listed at once at the most. */
const most = 50

export const limit = Flag.Int("limit").pipe(
  Flag.withDescription(`Cards at the most (1 to ${most}; by default 20)`),
  Flag.filter(
    (n) => n >= 1 && n <= most,
    (n) => `${n} is not between 1 and ${most}`
  ),
  Flag.optional
)

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

const renderQueue = ({ cards }: StudyQueue, all: number): ReadonlyArray<string> =>
  cards.length === 0
    ? []
    : [
        ...cards.map(
          ({ card, schedule }) =>
            `${dim(card.id)}  v${`${schedule.version}`.padEnd(3)} ${schedule.phase.padEnd(10)} ${cut(card.question, 70)}`
        ),
        dim(`${shown(cards.length, all)}. Study them: loopi study`)
      ]

const shown = (listed: number, all: number): string =>
  all > listed ? `${listed} of ${all === most ? `${most} or more` : all} cards` : count(listed, "card")
