/**
 * `loopi calibrate`: from which similarity on goals and cards are the same, in the space in use.
 */
import { Calibration, CalibrationReport, type KindCalibration, type Measured, type TooFewPairs } from "@loopi/core"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import { readPairs } from "../pairsFile/readPairs.ts"
import * as ProgressBar from "../render/ProgressBar.ts"
import { dim, green, yellow } from "../render/text.ts"
import { json } from "../root.ts"
import { withLoopi } from "../session.ts"

export const calibrate = Command.make(
  "calibrate",
  {
    pairs: Flag.String("pairs").pipe(
      Flag.withDescription("Pairs you have judged, a JSON or CSV file; without it, those that come along"),
      Flag.optional
    ),
    dryRun: Flag.Boolean("dry-run").pipe(
      Flag.withDescription("Only measure: the thresholds stay as they are"),
      Flag.withDefault(false)
    ),
    json
  },
  Effect.fn(function* ({ dryRun, json, pairs: file }) {
    // Before a database is opened: a file that says nothing costs nothing.
    const pairs = Option.isSome(file) ? { pairs: yield* readPairs(file.value) } : {}
    yield* withLoopi(
      Effect.gen(function* () {
        const bar = ProgressBar.make("comparing pairs")
        const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
          bar.show(done, total, `${done} of ${total}`)
        const report = yield* (yield* Calibration)
          .run({ ...pairs, dryRun, onProgress })
          .pipe(Effect.catchTag("TooFewPairs", tooFew), Effect.ensuring(bar.clear))
        yield* show(CalibrationReport, report, json, rendered)
      })
    )
  })
).pipe(
  Command.withDescription("Measure what counts as a duplicate, and use what does best"),
  Command.withExamples([
    { command: "loopi calibrate", description: "By the pairs that come along" },
    { command: "loopi calibrate --pairs judged.csv", description: "By your own: first,second,same in the first line" },
    { command: "loopi calibrate --dry-run --json", description: "Look, and change nothing; for programs" }
  ])
)

const rendered = ({ flashcard, goal, space, stored, thresholds }: CalibrationReport): ReadonlyArray<string> => [
  dim(`space ${space}      threshold   found   false alarms   right of what is found`),
  ...rowsOf("goals", goal),
  ...rowsOf("cards", flashcard),
  stored
    ? `${green("In use from now on:")} goals from ${thresholds.goal.toFixed(2)}, questions from ${thresholds.question.toFixed(2)}`
    : dim("Nothing was changed: this was a dry run")
]

const rowsOf = (name: string, measured: KindCalibration | null): ReadonlyArray<string> =>
  measured === null
    ? [`${name}  ${yellow("too few pairs:")} the threshold stays`]
    : [
        dim(rowOf(`${name} before`, measured.before)),
        rowOf(`${name} now`, measured.after),
        ...(measured.reachesAim
          ? []
          : [yellow(`  of ${measured.same} that are the same, nine in ten cannot be found without false alarms here`)])
      ]

const rowOf = (name: string, { falsePositives, precision, recall, threshold }: Measured): string =>
  [
    name.padEnd(14),
    threshold.toFixed(2).padStart(15),
    percent(recall, 8),
    percent(falsePositives, 15),
    percent(precision, 25)
  ].join("")

const percent = (share: number, width: number): string => `${(100 * share).toFixed(1)} %`.padStart(width)

const tooFew = ({ needed }: TooFewPairs) =>
  CommandFailed.make({
    code: "pairs_too_few",
    exit: exitCodes.usage,
    reason: "there are too few pairs to measure anything",
    whatToDo: `Judge at least ${needed} pairs of goals, or of cards, that are the same, and ${needed} that are not`
  })
