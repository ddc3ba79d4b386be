/**
 * Whether learners can be served, by what is missing and what has waited longest.
 */
import { Schema } from "effect"
import { DegradedPart } from "./Degradation.ts"

/** `ready` to serve everything, `degraded` where it does without something, `failing` where nothing can be kept. */
export const Readiness = Schema.Literals(["ready", "degraded", "failing"])
export type Readiness = typeof Readiness.Type

/** Why a part is missing is for the log of whoever runs the server. */
export const PartState = Schema.Struct({
  part: DegradedPart,
  state: Schema.Literals(["ok", "slow", "unavailable", "silent"])
})
export type PartState = typeof PartState.Type

const since = Schema.NullOr(Schema.DateTimeUtc)

/** Since when the oldest of what waits does, a run since it was last touched; `null` where nothing waits, or nobody knows. */
export const OldestWork = Schema.Struct({
  vectorTask: since,
  unfinishedRun: since,
  mailRequest: since,
  unarchivedReview: since
})
export type OldestWork = typeof OldestWork.Type

export interface ReadinessReport {
  readonly status: Readiness
  readonly parts: ReadonlyArray<PartState>
  readonly oldest: OldestWork
}

/** Without a database nothing is kept, late is not gone; without the rest, less is offered. */
export const readinessOf = (parts: ReadonlyArray<PartState>): Readiness => {
  const missing = parts.filter(({ state }) => state !== "ok")
  if (missing.some(({ part, state }) => part === "database" && state !== "slow")) return "failing"
  return missing.length > 0 ? "degraded" : "ready"
}
