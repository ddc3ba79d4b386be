/**
 * What stores of runs decide alike: whether a run may begin, whether it was asked for before, and what can be kept of it.
 */
import { DateTime } from "effect"
import type { Goal } from "../goals/Goal.ts"
import type { NewRunEvent, Run, RunStep } from "./Run.ts"
import { isStorable } from "../Text.ts"
import { BudgetExceeded } from "../budget/TokenLedger.ts"

/** UTF-16 units of the JSON of a step's output. */
export const maxStepOutput = 1_000_000

/** UTF-16 units of the JSON of an event's detail. */
export const maxEventDetail = 10_000

/** What is compared where an idempotency key comes again: a goal that the run brings along is known by what it says. */
export const requestOf = ({ goalId, input, kind }: Run, goal?: Pick<Goal, "title" | "description">): string =>
  JSON.stringify([
    kind,
    goal === undefined ? { id: goalId } : { title: goal.title, description: goal.description },
    input.nodeId ?? null,
    input.count ?? null,
    input.approve ?? null,
    input.space ?? null
  ])

/** What counts against the limits on runs. */
export interface RunsBegun {
  /** Runs that are not over. */
  readonly unfinished: number
  /** When those of the same kind began in the last hour, newest first: as many as the limit, where there are. */
  readonly lastHour: ReadonlyArray<DateTime.Utc>
}

/** Why a run may not begin now, if it may not. */
export const overLimit = (
  { lastHour, unfinished }: RunsBegun,
  limits: { readonly atOnce: number; readonly perHour: number },
  now: DateTime.Utc
): BudgetExceeded | undefined => {
  const { atOnce, perHour } = limits
  if (unfinished >= atOnce) return BudgetExceeded.make({ limit: "runs_at_once", cap: atOnce, resetsAt: null })
  if (lastHour.length < perHour) return undefined
  const resetsAt = DateTime.add(lastHour[perHour - 1] ?? now, { hours: 1 })
  return BudgetExceeded.make({ limit: "runs_per_hour", cap: perHour, resetsAt })
}

/** Lists and objects within each other. */
export const maxNesting = 64

/** Why this cannot be kept of a run, in a line; what authors write is cleaned and cut before it comes here. */
export const unkeepable = (step: RunStep | undefined, events: ReadonlyArray<NewRunEvent>): string | undefined => {
  const flaw = step === undefined ? undefined : flawOf(step.output, maxStepOutput)
  if (flaw !== undefined) return `The output of step ${step?.name} ${flaw}`
  for (const { detail, kind } of events) {
    const flaw = flawOf(detail, maxEventDetail)
    if (flaw !== undefined) return `The detail of an event ${kind} ${flaw}`
  }
  return undefined
}

const flawOf = (json: RunStep["output"], max: number): string | undefined => {
  if (isDeeperThan(maxNesting, json)) return `is nested deeper than ${maxNesting} levels`
  const text = JSON.stringify(json)
  if (text.length > max) return `is longer than ${max} characters`
  return isStorableJson(text) ? undefined : "has U+0000 or a lone surrogate in it"
}

const isDeeperThan = (levels: number, json: RunStep["output"]): boolean =>
  typeof json === "object" &&
  json !== null &&
  (levels === 0 || Object.values(json).some((within) => isDeeperThan(levels - 1, within)))

/** JSON spells both as an escape; a backslash that is text itself is spelt twice. */
const isStorableJson = (json: string): boolean =>
  isStorable(json) && !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(json)
