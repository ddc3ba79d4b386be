/**
 * `loopi generate`: have flashcards written for a goal's skills.
 */
import { Flashcards, Generation, GenerationReport, type GoalId, type LeftOut, Runs } from "@loopi/core"
import { Console, DateTime, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { findGoal, goalArgument } from "../arguments/goalArgument.ts"
import { show } from "../output/output.ts"
import { isHad, why } from "../render/leftOut.ts"
import * as ProgressBar from "../render/ProgressBar.ts"
import { count, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { aligned, learner, withLoopi } from "../session.ts"
import { numberFlag } from "../arguments/numberFlag.ts"
import { announcementOf, withCost, writer } from "../output/writer.ts"

export const generate = Command.make(
  "generate",
  {
    goal: goalArgument,
    count: numberFlag("count", "Cards for each skill at most; without it, all that stand in the notes", {
      least: 1,
      most: 20
    }).pipe(Flag.optional),
    approve: Flag.Boolean("approve").pipe(
      Flag.withDescription("Study the cards at once, without looking through the drafts; drafts of the same cards too"),
      Flag.withDefault(false)
    ),
    json
  },
  ({ approve, count: perSkill, goal, json }) =>
    withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findGoal(goal)
        yield* aligned
        const model = yield* writer
        const request = { goalId: id, ...Option.match(perSkill, { onNone: () => ({}), onSome: counted }) }
        const { cost, result: report } = yield* withCost(model, write(request, announcementOf(model)))
        const approved = approve ? yield* approvedOf(id, report) : undefined
        yield* show(GenerationReport, report, json, () => [...summary(report, approved), cost])
      })
    )
).pipe(
  Command.withDescription("Write flashcards for the skills of a goal"),
  Command.withExamples([
    {
      command: "loopi generate",
      description: "Write drafts for your only goal: by the model that is set up, else from its notes"
    },
    { command: "loopi generate poetry --count 5 --approve", description: "Five a skill, to study at once" }
  ])
)

/** Approves what was written, and the drafts of this goal that say the same already: how many, in all. */
const approvedOf = Effect.fnUntraced(function* (goalId: GoalId, { kept, leftOut }: GenerationReport) {
  const cards = yield* Flashcards
  const written = new Set([
    ...kept.map(({ id }) => id),
    ...leftOut.filter(isHad).flatMap(({ duplicates }) => duplicates[0]?.cardId ?? [])
  ])
  const drafts = yield* cards.list(learner, { goalId, status: "draft" })
  return yield* cards.approve(
    learner,
    drafts.flatMap(({ id }) => (written.has(id) ? [id] : []))
  )
})

const counted = (count: number) => ({ count })

/** Writes with a bar to watch. Ctrl-C leaves the drafts of the skills that are done. */
const write = Effect.fnUntraced(function* (
  request: Parameters<Generation["Service"]["generate"]>[1],
  announcement: string
) {
  const bar = ProgressBar.make(announcement)
  const generation = yield* Generation
  const begun = yield* DateTime.now
  yield* bar.show(0, 1, "0 kept")
  return yield* generation
    .generate(learner, request, ({ kept, nodes, nodesDone }) => bar.show(nodesDone, nodes, `${kept} kept`))
    .pipe(
      Effect.ensuring(bar.clear),
      Effect.tapError(() => Effect.ignore(tellWhatStays(request.goalId, begun))),
      Effect.onInterrupt(() => Effect.ignore(tellOfCancelled(request.goalId, begun)))
    )
})

const begunSince = Effect.fnUntraced(function* (goalId: GoalId, begun: DateTime.Utc) {
  const [run] = yield* (yield* Runs).list(learner, { goalId, limit: 1 })
  return run === undefined || DateTime.isLessThan(run.createdAt, begun) ? undefined : run
})

/** Says nothing where Ctrl-C came before there was a run. */
const tellOfCancelled = Effect.fnUntraced(function* (goalId: GoalId, begun: DateTime.Utc) {
  if ((yield* begunSince(goalId, begun)) !== undefined) yield* Console.error(dim(cancelled))
})

/** What a run that failed leaves behind, where that is worth going on from. */
const tellWhatStays = Effect.fnUntraced(function* (goalId: GoalId, begun: DateTime.Utc) {
  const run = yield* begunSince(goalId, begun)
  if (run === undefined || run.failure === null) return
  const { kept } = yield* (yield* Generation).report(learner, run.id)
  // Reading the notes again would find as little.
  if (kept.length === 0 && run.failure.code === "nothing_to_read") return
  const drafts =
    kept.length === 0 ? "" : `${count(kept.length, "draft")} written before that stay: loopi cards --drafts. `
  yield* Console.error(dim(`${drafts}Go on from the step that failed: loopi runs retry last`))
})

/** `approved` is how many can be studied now, where that was asked for. */
const summary = ({ checkSkipped, kept, leftOut }: GenerationReport, approved?: number): ReadonlyArray<string> => [
  `${count(kept.length, approved === undefined ? "draft" : "card")} written`,
  ...explained(leftOut.filter((card) => !isHad(card))),
  ...had(leftOut.filter(isHad).length),
  ...(checkSkipped === null ? [] : [dim(`Not all were checked for duplicates: ${checkSkipped.replaceAll("_", " ")}`)]),
  ...(approved !== undefined && approved > kept.length ? [`${count(approved - kept.length, "draft")} approved`] : []),
  ...((approved ?? kept.length) === 0 ? [] : [dim(approved === undefined ? lookThrough : "Study: loopi study")])
]

const cancelled = "Cancelled. The drafts of the skills that are done stay; go on after all: loopi runs retry last"

const lookThrough = "Look through them: loopi cards --drafts. Then: loopi cards approve --run last"

const had = (n: number): ReadonlyArray<string> => (n === 0 ? [] : [dim(`${n} you have already`)])

const explained = (leftOut: ReadonlyArray<LeftOut>): ReadonlyArray<string> => [
  ...(leftOut.length === 0 ? [] : [`${leftOut.length} left out:`, ...leftOut.slice(0, 10).map(why)]),
  ...(leftOut.length > 10 ? [dim(`  … and ${leftOut.length - 10} more: loopi runs show last`)] : [])
]
