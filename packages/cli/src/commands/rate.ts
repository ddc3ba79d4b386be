/**
 * `loopi rate`: rate one card, for scripts and other programs.
 */
import { FlashcardId, RatedCard, Study } from "@loopi/core"
import { DateTime, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
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
    card: Argument.String("card").pipe(
      Argument.withDescription("The id of the card"),
      Argument.withSchema(FlashcardId)
    ),
    rating: Argument.ChoiceWithValue("rating", ratings).pipe(
      Argument.withDescription("1 to 4, or again, hard, good, easy")
    ),
    version: Flag.Int("at").pipe(
      Flag.withMetavar("VERSION"),
      Flag.withDescription(
        "Required: the schedule's version as `loopi due` shows it: rating twice by mistake is refused"
      )
    ),
    json
  },
  ({ card, json, rating, version }) =>
    withLoopi(
      Effect.gen(function* () {
        const rated = yield* (yield* Study).rate(learner, { cardId: card, rating, version })
        const now = yield* DateTime.now
        const { dueAt, dueDay, lastStudyDay } = rated.schedule
        const again = renderPreview({ rating, dueAt, days: dueDay - (lastStudyDay ?? dueDay) }, now)
        yield* show(RatedCard, rated, json, () => [`Back in ${again} (version ${rated.schedule.version})`])
      })
    )
).pipe(
  Command.withDescription("Rate one card"),
  Command.withExamples([
    { command: "loopi rate 0196a5c4-6f0e-7c3a-9d5e-2f1b7a9c4d10 good --at 3", description: "As `loopi due` lists it" }
  ])
)
