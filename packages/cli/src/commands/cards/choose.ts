/**
 * `loopi cards approve` and `loopi cards discard`.
 */
import { type ChosenDrafts, Drafts, Flashcards } from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { cardsArgument, findCards } from "../../arguments/cardArgument.ts"
import { CommandFailed, exitCodes } from "../../failures/CommandFailed.ts"
import { anyGoalFlag, findGoalIfNamed } from "../../arguments/goalArgument.ts"
import { show } from "../../output/output.ts"
import { count } from "../../render/text.ts"
import { findRun, runFlag } from "../../arguments/runArgument.ts"
import { json } from "../../root.ts"
import { learner, withLoopi } from "../../session.ts"

const all = Flag.Boolean("all").pipe(
  Flag.withDescription("All drafts, of one goal with --goal"),
  Flag.withDefault(false)
)

const flags = { ids: cardsArgument, all, goal: anyGoalFlag, run: runFlag, json }

interface Asked {
  readonly ids: ReadonlyArray<string>
  readonly all: boolean
  readonly goal: Option.Option<string>
  readonly run: Option.Option<string>
}

const Approved = Schema.Struct({ approved: Schema.Int })

export const approve = Command.make("approve", flags, ({ json, ...asked }) =>
  withLoopi(
    Effect.gen(function* () {
      const approved = yield* (yield* Drafts).approve(learner, yield* meant(asked))
      yield* show(Approved, { approved }, json, () => [`${count(approved, "card")} to study`])
    })
  )
).pipe(
  Command.withDescription("Begin to study drafts"),
  Command.withExamples([
    { command: "loopi cards approve --all", description: "All of them" },
    { command: "loopi cards approve --run last", description: "Those of the last run" }
  ])
)

const Discarded = Schema.Struct({ discarded: Schema.Int })

export const discard = Command.make("discard", flags, ({ json, ...asked }) =>
  withLoopi(
    Effect.gen(function* () {
      const discarded = yield* removed(yield* meant(asked))
      yield* show(Discarded, { discarded }, json, () => [`${count(discarded, "card")} discarded`])
    })
  )
).pipe(
  Command.withDescription("Remove cards; what you answered stays in your history"),
  Command.withExamples([
    { command: "loopi cards discard --all --goal poetry", description: "All drafts of a goal" },
    { command: "loopi cards discard 3f9c12ab", description: "One card, by the end of its id" }
  ])
)

/** Cards that are named go also where they are studied; of a goal or a run only the drafts do. */
const removed = Effect.fnUntraced(function* (chosen: ChosenDrafts) {
  if (!("ids" in chosen)) return yield* (yield* Drafts).discard(learner, chosen)
  yield* (yield* Flashcards).discard(learner, chosen.ids)
  return chosen.ids.length
})

/** The cards meant: those named, the drafts of a run, or all drafts, of a goal where one is named. */
const meant = Effect.fnUntraced(function* ({ all, goal, ids, run }: Asked) {
  const ways = [ids.length > 0, all, Option.isSome(run)].filter(Boolean).length
  if (ways === 0) return yield* nothingNamed
  if (ways > 1) return yield* namedTwice
  if (Option.isSome(run)) return { runId: (yield* findRun(run.value)).id }
  if (!all) return { ids: yield* findCards(ids) }
  const found = yield* findGoalIfNamed(goal)
  if (found !== undefined) return { goalId: found.id }
  const drafts = yield* (yield* Flashcards).list(learner, { status: "draft" })
  return { ids: drafts.map(({ id }) => id) }
})

const nothingNamed = CommandFailed.make({
  code: "no_card_named",
  exit: exitCodes.usage,
  reason: "no card is named",
  whatToDo: "Name cards by their ids as `loopi cards --drafts` lists them, or take --all drafts, or those of a --run"
})

const namedTwice = CommandFailed.make({
  code: "flags_conflict",
  exit: exitCodes.usage,
  reason: "the flags ask for more than one thing at once",
  whatToDo: "Name cards, or take --all drafts, or those of a --run"
})
