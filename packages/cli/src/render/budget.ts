/**
 * What models were asked for, and what that took.
 */
import { Spent, SpentOn } from "@loopi/core"
import { DateTime, Schema } from "effect"
import { gauge } from "./bars.ts"
import { bold, cut, dim } from "./text.ts"

export const BudgetReport = Schema.Struct({
  today: Spent,
  callsPerDay: Schema.Int,
  tokensPerDay: Schema.Int,
  /** When the next day begins, in UTC. */
  resetsAt: Schema.DateTimeUtc,
  days: Schema.Int,
  /** By day, purpose and model, newest day first. */
  spent: Schema.Array(SpentOn)
})
export type BudgetReport = typeof BudgetReport.Type

export const renderBudget = (report: BudgetReport): ReadonlyArray<string> => {
  const { callsPerDay, days, resetsAt, spent, today, tokensPerDay } = report
  return [
    bold("Today"),
    meter("calls", today.calls, callsPerDay),
    meter("tokens", today.inputTokens + today.outputTokens, tokensPerDay),
    ...(today.open === 0
      ? []
      : [dim(`  ${number(today.open)} under way or cut off: counted with all that was reserved for them`)]),
    dim(`  starts again at ${DateTime.formatLocal(resetsAt, { dateStyle: "medium", timeStyle: "short" })}`),
    bold(days === 1 ? "By purpose" : `By purpose, in ${days} days`),
    ...(spent.length === 0 ? [dim("  No model was asked for anything.")] : table(summed(spent)))
  ]
}

const meter = (name: string, used: number, cap: number): string =>
  `  ${name.padEnd(7)} ${gauge(cap === 0 ? 1 : used / cap, 20)} ${number(used)} of ${number(cap)}`

const number = (n: number): string => n.toLocaleString("en")

/** Over all days, the largest first. */
const summed = (spent: BudgetReport["spent"]) =>
  [...Map.groupBy(spent, ({ model, purpose }) => `${purpose} ${model}`).values()]
    .flatMap((some) => (some[0] === undefined ? [] : [{ ...some[0], ...totals(some) }]))
    .toSorted((a, b) => b.inputTokens + b.outputTokens - (a.inputTokens + a.outputTokens))

const totals = (some: BudgetReport["spent"]) => {
  const sum = (of: (it: SpentOn) => number) => some.reduce((total, it) => total + of(it), 0)
  return {
    calls: sum(({ calls }) => calls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens)
  }
}

const table = (rows: BudgetReport["spent"]): ReadonlyArray<string> => [
  dim(`  ${"purpose".padEnd(12)} ${"calls".padStart(7)} ${"read".padStart(11)} ${"written".padStart(11)}  model`),
  ...rows.map(
    ({ calls, inputTokens, model, outputTokens, purpose }) =>
      `  ${purpose.padEnd(12)} ${number(calls).padStart(7)} ${number(inputTokens).padStart(11)} ${number(outputTokens).padStart(11)}  ${cut(model, 40)}`
  )
]
