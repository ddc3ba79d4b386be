/**
 * `loopi rate`: rate one card, for scripts and other programs.
 */
import { RatedCard, Study } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { cardArgument, findCardId } from "../arguments/cardArgument.ts"
import { show } from "../output/output.ts"
import { renderPreview } from "../render/card.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

const ratings = [
  ["1", 1],
  ["2", 2],
  ["3", 3],
  ["4", 4],
  ["again", 1],
  ["hard", 2],
  ["good", 3],
  ["easy", 4]
] as const

export const rate = Command.make(
  "rate",
  {
    card: cardArgument,
    rating: Argument.ChoiceWithValue("rating", ratings).pipe(
      Argument.withDescription("1 to 4, or again, hard, good, easy")
    ),
    version: Flag.Int("at").pipe(
      Flag.withMetavar("VERSION"),
      Flag.withDescription(
        "Required: the version that `loopi due` shows, as in v3, without the v: rating twice by mistake is refused"
      )
    ),
    json
  },
  ({ card, json, rating, version }) =>
    withLoopi(
      Effect.gen(function* () {
        const rated = yield* (yield* Study).rate(learner, { cardId: yield* findCardId(card), rating, version })
        const now = yield* DateTime.now
        const { dueAt, dueDay, lastStudyDay } = rated.schedule
        const again = renderPreview({ rating, dueAt, days: dueDay - (lastStudyDay ?? dueDay) }, now)
        yield* show(RatedCard, rated, json, () => [`Back in ${again} (version ${rated.schedule.version})`])
      })
    )
).pipe(
  Command.withDescription("Rate one card"),
  Command.withExamples([
    { command: "loopi rate 7a9c4d10 good --at 3", description: "By the end of its id, as `loopi due` lists it" }
  ])
)
