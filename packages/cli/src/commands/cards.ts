/**
 * `loopi cards`: list flashcards, and what can be done with them.
 */
import { Drafts, Flashcard, Flashcards, type GoalId } from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { anyGoalArgument, findGoalIfNamed } from "../arguments/goalArgument.ts"
import { show } from "../output/output.ts"
import { renderCardLines } from "../render/card.ts"
import { renderDraftLines, ShownCard, shownCard } from "../render/draft.ts"
import { dim } from "../render/text.ts"
import { json } from "../root.ts"
import { findRun, runFlag } from "../arguments/runArgument.ts"
import { learner, withLoopi } from "../session.ts"
import { shortLength } from "../arguments/shortId.ts"
import { add } from "./cards/add.ts"
import { edit, refine, rewrite } from "./cards/change.ts"
import { approve, discard } from "./cards/choose.ts"
import { keep } from "./cards/keep.ts"
import { display } from "./cards/show.ts"

const drafts = Flag.Boolean("drafts").pipe(
  Flag.withDescription("Only those waiting for approval, with what is doubtful about each"),
  Flag.withDefault(false)
)

interface Asked {
  readonly goalId: GoalId | undefined
  readonly run: Option.Option<string>
  readonly json: boolean
}

export const cards = Command.make(
  "cards",
  { goal: anyGoalArgument, drafts, run: runFlag, json },
  ({ drafts, goal, json, run }) =>
    withLoopi(
      Effect.gen(function* () {
        const found = yield* findGoalIfNamed(goal)
        const asked = { goalId: found?.id, run, json }
        // The drafts of a run are what is asked for by its name alone, too.
        yield* drafts || Option.isSome(run) ? listDrafts(asked) : listCards(asked)
      })
    )
).pipe(
  Command.withDescription("Your flashcards"),
  Command.withExamples([
    { command: "loopi cards --drafts", description: "What waits for approval, and what is doubtful about it" },
    { command: "loopi cards --drafts --run last", description: "What the last run wrote" },
    { command: "loopi cards poetry --json", description: "The cards of a goal, for programs" }
  ]),
  Command.withSubcommands([display, add, edit, refine, rewrite, keep, approve, discard])
)

const listCards = Effect.fnUntraced(function* ({ goalId, json }: Asked) {
  const list = yield* (yield* Flashcards).list(learner, goalId === undefined ? {} : { goalId })
  const length = shortLength(list.map(({ id }) => id))
  yield* show(Schema.Array(Flashcard), list, json, () =>
    list.length === 0 ? [noCards] : list.flatMap((card) => renderCardLines(card, length))
  )
})

const listDrafts = Effect.fnUntraced(function* ({ goalId, json, run }: Asked) {
  const { checkSkipped, drafts } = yield* (yield* Drafts).preview(learner, yield* chosen(goalId, run))
  const some = goalId === undefined ? drafts : drafts.filter(({ card }) => card.goalId === goalId)
  const length = shortLength(some.map(({ card }) => card.id))
  yield* show(Schema.Array(ShownCard), some.map(shownCard), json, () =>
    some.length === 0
      ? [noCards]
      : [...some.flatMap((draft) => renderDraftLines(draft, length)), ...notes(checkSkipped)]
  )
})

const chosen = Effect.fnUntraced(function* (goalId: GoalId | undefined, run: Option.Option<string>) {
  if (Option.isSome(run)) return { runId: (yield* findRun(run.value)).id }
  if (goalId !== undefined) return { goalId }
  const all = yield* (yield* Flashcards).list(learner, { status: "draft" })
  return { ids: all.map(({ id }) => id) }
})

const noCards = dim("No cards here. Write some: loopi generate")

const notes = (checkSkipped: string | null): ReadonlyArray<string> => [
  ...(checkSkipped === null ? [] : [dim(`They were not checked for duplicates: ${checkSkipped.replaceAll("_", " ")}`)]),
  dim("Change one: loopi cards edit CARD. Study all: loopi cards approve --all")
]
