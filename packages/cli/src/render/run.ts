/**
 * Runs as text: in a list, and one with all that came of it.
 */
import type { GenerationReport, Run, RunEvent } from "@loopi/core"
import { DateTime, Duration } from "effect"
import { failureOfRun } from "../failures/runFailure.ts"
import { shortLength, shortOf } from "../arguments/shortId.ts"
import { ageOf } from "./age.ts"
import { eventLine } from "./event.ts"
import { isKeepable, reasonOf } from "./leftOut.ts"
import { bold, count, cut, dim, green, printable, yellow } from "./text.ts"

export const renderRuns = (
  runs: ReadonlyArray<Run>,
  titleOf: (run: Run) => string,
  now: DateTime.Utc
): ReadonlyArray<string> => {
  if (runs.length === 0) return [dim("No runs yet. Begin one: loopi generate")]
  const length = shortLength(runs.map(({ id }) => id))
  const waiting = runs.some(isUnderWay)
  return [
    ...runs.flatMap((run) => [
      `${dim(shortOf(run.id, length))}  ${kindOf(run).padEnd(13)}  ${coloured(run)}  ${ageOf(run.createdAt, now).padStart(6)}  ${cut(titleOf(run), 50)}`,
      ...failureLines(run, " ".repeat(length + 2))
    ]),
    ...(waiting ? [dim("What is not over goes on whenever Loopi is open. Stay with it: loopi runs watch RUN")] : [])
  ]
}

const isUnderWay = ({ status }: Pick<Run, "status">): boolean => status === "queued" || status === "running"

const kindOf = ({ kind }: Run): string => kind.replaceAll("_", " ")

const coloured = ({ status }: Run): string => {
  const text = status.padEnd(9)
  if (status === "succeeded") return green(text)
  return status === "failed" ? yellow(text) : text
}

const failureLines = (run: Run, indent: string): ReadonlyArray<string> => {
  if (run.failure === null) return []
  const { code, reason, whatToDo } = failureOfRun(run, run.failure)
  return [`${indent}${code}: ${printable(reason)}. ${dim(printable(whatToDo))}`]
}

export interface ShownRun {
  readonly run: Run
  readonly events: ReadonlyArray<RunEvent>
  readonly report: GenerationReport | null
}

export const renderRun = ({ events, report, run }: ShownRun, title: string): ReadonlyArray<string> => [
  `${bold(kindOf(run))} ${cut(title, 70)}`,
  `${coloured(run).trim()}${run.attempt === 1 ? "" : `, attempt ${run.attempt}`}  ${dim(run.id)}`,
  ...failureLines(run, ""),
  // Cards are told of as they come in: what was kept of them is told below.
  ...events.filter(({ kind }) => kind !== "card" && kind !== "progress").map((event) => timed(event, run)),
  ...(report === null ? [] : renderReport(run, report))
]

const timed = (event: RunEvent, { createdAt }: Run): string => {
  const seconds = Duration.toSeconds(DateTime.distance(createdAt, event.at))
  return `${dim(`${`+${seconds.toFixed(1)}`.padStart(8)} s`)}  ${eventLine(event)}`
}

const renderReport = ({ id }: Run, { kept, leftOut, uncovered }: GenerationReport): ReadonlyArray<string> => [
  bold(`Kept ${count(kept.length, "card")}`),
  ...kept.map((card) => `  ${dim(shortOf(card.id))}  ${cut(card.question, 90)}`),
  ...(leftOut.length === 0 ? [] : [bold(`Left out ${leftOut.length}`)]),
  ...leftOut.map((card, i) => `${`${i + 1}`.padStart(4)}  ${cut(card.question, 60)} ${dim(cut(reasonOf(card), 110))}`),
  ...(leftOut.some(isKeepable)
    ? [dim(`Keep one that repeats another: loopi cards keep ${shortOf(id)} NUMBER --reason WHY`)]
    : []),
  ...(uncovered.length === 0 ? [] : [bold(`Planned, and on no card: ${count(uncovered.length, "fact")}`)]),
  ...uncovered.map(({ reason }) => `  ${cut(reason, 110)}`)
]
