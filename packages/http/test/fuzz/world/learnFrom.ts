/**
 * Takes from answers what later requests can be about.
 */
import { Predicate } from "effect"
import type { Told } from "../judge/Told.ts"
import { learn, type Learner } from "./World.ts"

export const learnFrom = (learner: Learner, { headers, json, status }: Told): void => {
  if (status >= 300) return
  const etag = headers.get("etag")
  if (etag !== null) learn(learner, "etag", etag)
  visit(learner, json)
}

const visit = (learner: Learner, value: unknown): void => {
  if (Array.isArray(value)) return value.slice(0, 30).forEach((inner) => visit(learner, inner))
  if (!Predicate.isObject(value)) return
  const kind = kindOf(value)
  if (kind !== undefined && "id" in value && typeof value.id === "string") learn(learner, kind, value.id)
  if ("next" in value && typeof value.next === "string") learn(learner, "cursor", value.next)
  Object.values(value).forEach((inner) => visit(learner, inner))
}

/** Told by its fields: the same things come in answers of many shapes. */
const kindOf = (thing: object): string | undefined => {
  if ("question" in thing) return "status" in thing && thing.status === "draft" ? "draft" : "card"
  if ("attempt" in thing && "failure" in thing) return "run"
  if ("position" in thing && "depth" in thing) return "node"
  if ("lastFour" in thing) return "token"
  if ("accessExpiresAt" in thing) return "session"
  return "title" in thing && "status" in thing ? "goal" : undefined
}
