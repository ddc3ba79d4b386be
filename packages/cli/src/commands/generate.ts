/**
 * `loopi generate`: have flashcards written for a goal's skills.
 */
import { Flashcards, Generation, GenerationReport, type LeftOut } from "@loopi/core"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { findGoal, goalArgument } from "../goalArgument.ts"
import { show } from "../output.ts"
import * as ProgressBar from "../render/ProgressBar.ts"
import { count, cut, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { aligned, learner, withLoopi } from "../session.ts"

export const generate = Command.make(
  "generate",
  {
    goal: goalArgument,
    count: Flag.Int("count").pipe(
      Flag.withDescription("Cards for each skill at most; without it, all that stand in the notes"),
      Flag.filter(
        (n) => n >= 1 && n <= 20,
        (n) => `${n} is not between 1 and 20`
      ),
      Flag.optional
    ),
    approve: Flag.Boolean("approve").pipe(
      Flag.withDescription("Study the cards at once, without looking through the drafts"),
      Flag.withDefault(false)
    ),
    json
  },
  ({ approve, count: perSkill, goal, json }) =>
    withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findGoal(goal)
        yield* aligned
        const report = yield* write({ goalId: id, ...Option.match(perSkill, { onNone: () => ({}), onSome: counted }) })
        if (approve) {
          yield* (yield* Flashcards).approve(
            learner,
            report.kept.map((card) => card.id)
          )
        }
        yield* show(GenerationReport, report, json, () => summary(report, approve))
      })
    )
).pipe(
  Command.withDescription("Write flashcards for the skills of a goal"),
  Command.withExamples([
    { command: "loopi generate", description: "Write drafts from the notes of your only goal" },
    { command: "loopi generate poetry --count 5 --approve", description: "Five a skill, to study at once" }
  ])
)

const counted = (count: number) => ({ count })

/** Writes with a bar to watch. Ctrl-C leaves the drafts of the skills that are done. */
export const write = Effect.fnUntraced(function* (request: Parameters<Generation["Service"]["generate"]>[1]) {
  const bar = ProgressBar.make("writing cards")
  const generation = yield* Generation
  return yield* generation
    .generate(learner, request, ({ kept, nodes, nodesDone }) => bar.show(nodesDone, nodes, `${kept} kept`))
    .pipe(Effect.ensuring(bar.clear))
})

const summary = ({ checkSkipped, kept, leftOut }: GenerationReport, approved: boolean): ReadonlyArray<string> => [
  `${count(kept.length, approved ? "card" : "draft")} written`,
  ...explained(leftOut.filter((card) => !isHad(card))),
  ...had(leftOut.filter(isHad).length),
  ...(checkSkipped === null ? [] : [dim(`Not all were checked for duplicates: ${checkSkipped.replaceAll("_", " ")}`)]),
  ...(kept.length === 0 ? [] : [dim(approved ? "Study: loopi study" : lookThrough)])
]

const lookThrough = "Look through them: loopi cards --drafts. Then: loopi cards approve --all"

/** The very same card is there already: nothing to explain. */
const isHad = ({ duplicates }: LeftOut): boolean => duplicates[0]?.rule === "same_text"

const had = (n: number): ReadonlyArray<string> => (n === 0 ? [] : [dim(`${n} you have already`)])

const explained = (leftOut: ReadonlyArray<LeftOut>): ReadonlyArray<string> => [
  ...(leftOut.length === 0 ? [] : [`${leftOut.length} left out:`, ...leftOut.slice(0, 10).map(why)]),
  ...(leftOut.length > 10 ? [dim(`  … and ${leftOut.length - 10} more (--json has them all)`)] : [])
]

/** Why a card was left out, in one line. */
export const why = ({ duplicates, findings, question }: LeftOut): string => {
  const [duplicate] = duplicates
  const reason =
    duplicate === undefined
      ? findings.map((finding) => `${finding.rule}: ${finding.reason}`).join(" ")
      : `repeats “${cut(duplicate.question, 40)}” (${duplicate.rule.replaceAll("_", " ")}, ${duplicate.score.toFixed(2)} in ${duplicate.space})`
  return `  ${cut(question, 50)} ${dim(cut(reason, 110))}`
}
