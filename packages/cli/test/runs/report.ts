/**
 * A campaign in words: what was killed when, how long that took to heal, and what does not hold.
 */
import type { Evidence } from "./harness/campaign.ts"

export const tableOf = ({ calls, kills, paths, tables }: Evidence): ReadonlyArray<string> => {
  const count = (outcome: string) => tables.ledger.filter((row) => row.outcome === outcome).length
  const runs = paths.flatMap((path) => path.runs)
  const keys = new Set(calls.map(({ card, goal, purpose, skill }) => `${goal}/${purpose}/${skill}/${card}`)).size
  return [
    `${kills.length} kills, ${runs.length} runs of which ${runs.filter(({ status }) => status === "succeeded").length} succeeded`,
    `${tables.nodes.length} skills, ${tables.cards.length} cards, ${tables.steps.length} steps`,
    `${calls.length} calls for ${keys} different requests; ledger: ${count("succeeded")} succeeded, ${count("failed")} failed, ${count("open")} open`,
    `from a kill to the next step of a run it met: ${spread(pauses({ kills, paths, tables }))}`,
    `from a kill to the end of a run it met: ${spread(ends({ kills, paths }))}`,
    `met by a kill, after the step that was kept last: ${met({ kills, paths, tables })}`
  ]
}

/** Runs that were under way at a kill. */
const hitBy = (at: number, paths: Evidence["paths"]) =>
  paths.flatMap(({ runs }) => runs).filter(({ begunAt, endedAt }) => begunAt <= at && (endedAt ?? Infinity) > at)

const pauses = ({ kills, paths, tables }: Pick<Evidence, "kills" | "paths" | "tables">) =>
  kills.flatMap(({ at }, i) =>
    hitBy(at, paths).flatMap(({ id }) => {
      const next = tables.steps.find((step) => step.runId === id && step.at > at)
      const isNextBeforeKill = next !== undefined && next.at < (kills[i + 1]?.at ?? Infinity)
      return isNextBeforeKill ? [next.at - at] : []
    })
  )

const ends = ({ kills, paths }: Pick<Evidence, "kills" | "paths">) =>
  paths.flatMap(({ runs }) =>
    runs.flatMap(({ begunAt, endedAt }) => {
      const last = kills.findLast(({ at }) => at >= begunAt && at < (endedAt ?? 0))
      return last === undefined || endedAt === null ? [] : [endedAt - last.at]
    })
  )

const met = ({ kills, paths, tables }: Pick<Evidence, "kills" | "paths" | "tables">): string => {
  const names = kills.flatMap(({ at }) =>
    hitBy(at, paths).map(({ id, kind }) => {
      const last = tables.steps.findLast((step) => step.runId === id && step.at <= at)
      return `${kind}/${last?.name.split("/")[0] ?? "none"}`
    })
  )
  const counted = [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length] as const)
  return counted
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ")
}

const spread = (millis: ReadonlyArray<number>): string => {
  const sorted = millis.toSorted((a, b) => a - b)
  const at = (part: number) => `${((sorted[Math.floor(part * (sorted.length - 1))] ?? 0) / 1_000).toFixed(1)} s`
  return `${sorted.length} times, median ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)}`
}
