/**
 * A call to a model is made again only where whoever made it was killed before its outcome was kept.
 */
import type { Evidence } from "../harness/campaign.ts"
import type { Call } from "../model/Models.ts"

export const calledAgain = ({ calls, kills, tables }: Evidence): ReadonlyArray<string> => {
  const titles = new Map(tables.goals.map(({ id, title }) => [id, title]))
  const goalOf = new Map(tables.runs.map(({ goalId, id }) => [id, titles.get(goalId ?? "")]))
  const skillOf = new Map(tables.nodes.map(({ id, title }) => [id, title]))
  const keptAt = new Map(
    tables.steps.map(({ at, name, runId }) => {
      const [step = "", nodeId = ""] = name.split("/")
      return [`${goalOf.get(runId)}: ${step} ${skillOf.get(nodeId) ?? ""}`, at]
    })
  )
  return [...Map.groupBy(calls, (call) => `${nameOf(call)} ${call.card}`).values()].flatMap((same) =>
    same.flatMap((call, i) => {
      const next = same[i + 1]
      const kept = keptAt.get(nameOf(call))
      const late = kept !== undefined && call.at > kept ? [`${nameOf(call)}: called after it was kept`] : []
      return next === undefined || isExcused(call, next, kills)
        ? late
        : [...late, `${nameOf(call)}: called again unkilled, ${timesOf(call, next, kills)}`]
    })
  )
}

const nameOf = ({ goal, purpose, skill }: Call): string => `${goal}: ${purpose} ${skill.split(" > ").at(-1) ?? ""}`

/** A request that was on its way out when its machine was killed still comes in, while that machine is down. */
const isExcused = (call: Call, next: Call, kills: Evidence["kills"]): boolean =>
  kills.some(({ at, backAt, machine }) => machine === call.machine && at <= next.at && backAt() >= call.at)

const timesOf = (call: Call, next: Call, kills: Evidence["kills"]): string => {
  const near = kills.filter(({ at }) => Math.abs(at - call.at) < 30_000)
  const killed = near.map(({ at, backAt, machine }) => `${machine} from ${at - call.at} to ${backAt() - call.at} ms`)
  return `by ${call.machine}, then by ${next.machine} after ${next.at - call.at} ms; down: ${killed.join(", ")}`
}
