/**
 * `loopi cards keep`: a card that a run left out for repeating another, kept all the same.
 */
import { Drafts, Flashcard, Generation, LeftOutNotFound } from "@loopi/core"
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { show } from "../../output/output.ts"
import { renderCardLines } from "../../render/card.ts"
import { dim } from "../../render/text.ts"
import { json } from "../../root.ts"
import { findRun, runArgument } from "../../arguments/runArgument.ts"
import { learner, withLoopi } from "../../session.ts"

export const keep = Command.make(
  "keep",
  {
    run: runArgument,
    number: Argument.Int("number").pipe(
      Argument.withDescription("The number of the card among those left out, as `loopi runs show` has it")
    ),
    reason: Flag.String("reason").pipe(
      Flag.withDescription("Why you want both; kept with the card"),
      Flag.filter(
        (text) => text.trim() !== "" && text.length <= 1_000,
        () => "1 to 1000 characters"
      )
    ),
    json
  },
  ({ json, number, reason, run: name }) =>
    withLoopi(
      Effect.gen(function* () {
        const run = yield* findRun(name)
        const { leftOut } = yield* (yield* Generation).report(learner, run.id)
        const card = leftOut[number - 1]
        if (card === undefined) return yield* LeftOutNotFound.make({ runId: run.id })
        const { answer, question } = card
        const kept = yield* (yield* Drafts).keepAnyway(learner, run.id, { question, answer }, reason.trim())
        yield* show(Flashcard, kept, json, () => [
          ...renderCardLines(kept),
          dim(`Study it: loopi cards approve ${kept.id.slice(-8)}`)
        ])
      })
    )
).pipe(
  Command.withDescription("Keep a card that a run left out because it repeats another"),
  Command.withExamples([
    { command: 'loopi cards keep last 2 --reason "The other way round"', description: "The second of those left out" }
  ])
)
