/**
 * Each call that a model counted is in the ledger, open or settled, and what is settled is what the model told.
 */
import type { Evidence } from "../harness/campaign.ts"

export const accounted = ({ calls, kills, tables }: Evidence): ReadonlyArray<string> => {
  const { goals, ledger, runs } = tables
  const runOf = new Map(
    goals.flatMap(({ id, title }) =>
      runs
        .filter((run) => run.goalId === id)
        .map((run) => [`${title}: ${run.kind === "goal_creation"}`, run.id] as const)
    )
  )
  const called = calls.map((call) => ({
    ...call,
    runId: runOf.get(`${call.goal}: ${call.purpose === "tree"}`) ?? null
  }))
  const written = Map.groupBy(ledger, keyOf)
  const missing = [...Map.groupBy(called, keyOf)].flatMap(([key, { length }]) => {
    const rows = written.get(key)?.length ?? 0
    return rows >= length ? [] : [`${key}: ${length} calls, ${rows} in the ledger`]
  })
  const byTokens = new Map(called.map((call) => [call.inputTokens, call]))
  const settled = ledger.filter(({ outcome }) => outcome === "succeeded")
  const wrong = settled.filter((row) => {
    const call = byTokens.get(row.inputTokens ?? 0)
    return call === undefined || keyOf(call) !== keyOf(row) || call.outputTokens !== row.outputTokens
  })
  // A machine that lets go of a run breaks its call off: nothing may have been told by then.
  const failed = ledger.filter(
    (row) => row.outcome === "failed" && row.inputTokens !== 0 && !byTokens.has(row.inputTokens ?? -1)
  )
  const distinct = new Set(settled.map(({ inputTokens }) => inputTokens)).size
  const reserved = ledger.length - calls.length
  return [
    ...missing,
    ...wrong.map((row) => `the ledger settled ${row.inputTokens} tokens for ${keyOf(row)}: nobody told that`),
    ...failed.map((row) => `a call for ${keyOf(row)} failed with ${row.inputTokens} tokens`),
    ...(distinct === settled.length ? [] : [`${settled.length - distinct} calls are settled twice`]),
    // Killed between the reservation and the call: one at a time for each run under way, and never without a kill.
    ...(reserved <= kills.length * 8 ? [] : [`${reserved} calls are in the ledger and were never made`])
  ]
}

const keyOf = ({ purpose, runId }: { readonly runId: string | null; readonly purpose: string }): string =>
  `${purpose} of ${runId}`
