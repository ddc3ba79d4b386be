/**
 * What must hold whenever machines were killed: a line for everything that does not.
 */
import type { Evidence } from "../harness/campaign.ts"
import { accounted } from "./accounted.ts"
import { calledAgain } from "./calledAgain.ts"
import { kept } from "./kept.ts"

export const verify = (evidence: Evidence): ReadonlyArray<string> => [
  ...ended(evidence),
  ...kept(evidence.tables),
  ...calledAgain(evidence),
  ...accounted(evidence)
]

/** Every run ends, and ends well: there is nothing wrong but the kills. */
const ended = ({ paths, tables }: Evidence): ReadonlyArray<string> => [
  ...paths.flatMap(({ refusals }) => refusals),
  ...paths.flatMap(({ title, runs }) =>
    runs.length === 2 ? [] : [`"${title}" came no further than ${runs.length} runs`]
  ),
  ...paths.flatMap(({ runs }) =>
    runs.flatMap((run) => (run.status === "succeeded" ? [] : [`${run.id} is ${run.status}`]))
  ),
  ...tables.runs.flatMap(({ id, kind, status }) =>
    status === "succeeded" ? [] : [`${kind} ${id} is kept as ${status}`]
  ),
  ...(tables.runs.length === paths.flatMap(({ runs }) => runs).length ? [] : ["there are runs nobody was told of"]),
  ...(tables.goals.length === paths.length
    ? []
    : [`${paths.length} goals were asked for, ${tables.goals.length} are kept`])
]
