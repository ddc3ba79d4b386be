/**
 * `loopi doctor`: whether everything that is kept agrees, and what does not put right.
 */
import { Doctor, Finding, Invariant, invariantRules, type Inspected } from "@loopi/core"
import { Effect, Schema, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { describe } from "loopi"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import * as Counting from "../render/Counting.ts"
import { count, cut, dim, green, yellow } from "../render/text.ts"
import { json, root } from "../root.ts"
import { planned, withDatabases } from "../session.ts"
import { sparing } from "../sparing.ts"

const Diagnosis = Schema.Struct({
  healthy: Schema.Boolean,
  /** The composition that was looked at, in words. */
  standsOn: Schema.String,
  invariants: Schema.Array(
    Schema.Struct({ invariant: Invariant, rule: Schema.String, checked: Schema.Int, wrong: Schema.Int })
  ),
  /** What is wrong, or still wrong after a repair. */
  findings: Schema.Array(Finding),
  repaired: Schema.Array(Finding)
})
type Diagnosis = typeof Diagnosis.Type

export const doctor = Command.make(
  "doctor",
  {
    repair: Flag.Boolean("repair").pipe(
      Flag.withDescription("Put right what can be derived from what is there"),
      Flag.withDefault(false)
    ),
    json
  },
  Effect.fn(function* ({ json, repair }) {
    yield* sparing
    yield* withDatabases(
      Effect.gen(function* () {
        const doctor = yield* Doctor
        const before = repair ? yield* watched("repairing", doctor.repair) : []
        const standsOn = describe(yield* planned((yield* root).data))
        const diagnosis = diagnosisOf(standsOn, yield* watched("looking", doctor.check), findingsOf(before))
        yield* show(Diagnosis, diagnosis, json, rendered)
        if (!diagnosis.healthy) return yield* unhealthy(diagnosis, repair)
      })
    )
  })
).pipe(
  Command.withDescription("Prove that all that is kept agrees"),
  Command.withExamples([
    { command: "loopi doctor", description: "Look, and change nothing; 1 is the exit code where something is wrong" },
    { command: "loopi doctor --repair", description: "Also put right what can be: schedules, vectors, files left over" }
  ])
)

const watched = <E>(label: string, examined: Stream.Stream<Inspected, E>) => {
  const counting = Counting.make(label)
  let rows = 0
  return examined.pipe(
    Stream.tap(({ checked, invariant }) =>
      counting.show(`${invariant} ${invariantRules[invariant]}: ${(rows += checked)}`)
    ),
    Stream.runCollect,
    Effect.ensuring(counting.clear)
  )
}

const findingsOf = (steps: ReadonlyArray<Inspected>) => steps.flatMap(({ findings }) => findings)

const diagnosisOf = (standsOn: string, steps: ReadonlyArray<Inspected>, before: ReadonlyArray<Finding>): Diagnosis => {
  const findings = findingsOf(steps)
  const left = new Set(findings.map(placeOf))
  return {
    healthy: findings.length === 0,
    standsOn,
    invariants: Invariant.literals.flatMap((invariant) => {
      const some = steps.filter((step) => step.invariant === invariant)
      const checked = some.reduce((sum, step) => sum + step.checked, 0)
      const wrong = findingsOf(some).length
      return some.length === 0 ? [] : [{ invariant, rule: invariantRules[invariant], checked, wrong }]
    }),
    findings,
    repaired: before.filter((finding) => !left.has(placeOf(finding)))
  }
}

const placeOf = ({ invariant, rowId, table, userId }: Finding): string => `${invariant} ${table} ${userId} ${rowId}`

const rendered = ({ findings, healthy, invariants, repaired, standsOn }: Diagnosis): ReadonlyArray<string> => [
  ...repaired.map((finding) => `${green("repaired")}  ${lineOf(finding)}`),
  ...findings.map((finding) => `${yellow("wrong")}     ${lineOf(finding)}`),
  ...invariants.map(({ checked, invariant, rule, wrong }) =>
    [
      invariant.padEnd(4),
      wrong === 0 ? green("holds ") : yellow(`${wrong} wrong`.padEnd(6)),
      dim(`${count(checked, "row")} looked at`.padStart(23)),
      rule
    ].join("  ")
  ),
  // Of what is not well, the line on stderr is the verdict.
  ...(healthy ? [`${green("All is well")} ${dim(`with ${standsOn}`)}`] : [])
]

const lineOf = ({ invariant, rowId, table, userId, what }: Finding): string =>
  `${invariant} ${table} ${rowId}${userId === null ? "" : dim(` of ${userId}`)} ${cut(what, 160)}`

const unhealthy = ({ findings, standsOn }: Diagnosis, tried: boolean) => {
  const repairable = findings.filter((finding) => finding.repairable).length
  return CommandFailed.make({
    code: "not_healthy",
    exit: exitCodes.other,
    reason: `${count(findings.length, "thing")} ${findings.length === 1 ? "is" : "are"} wrong with ${standsOn}`,
    whatToDo:
      repairable > 0 && !tried
        ? `Put right ${repairable === findings.length ? "all" : repairable} of it with \`loopi doctor --repair\``
        : "Restore the last backup that is healthy into a new directory or database, and keep this one to compare"
  })
}
