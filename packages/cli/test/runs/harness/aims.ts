/**
 * The instants a run can be killed at: at each call to a model, and at each step that is kept.
 */
import type { Asked } from "../model/answers.ts"

/** A call came in, was answered in part, or answered in full; a step was just kept; a run was just begun. */
export type Aim =
  | { readonly moment: "asked" | "midway" | "answered"; readonly what: Asked["purpose"] }
  | { readonly moment: "kept"; readonly what: string }
  | { readonly moment: "begun"; readonly what: "goal_creation" | "generation" }

export const lineOf = ({ moment, what }: Aim): string => `${what} ${moment}`

const purposes = ["tree", "plan", "write", "review", "rewrite", "distractors"] as const
const steps = [
  "index",
  "tree",
  "save",
  "skills",
  "plan",
  "write",
  "review",
  "rewrite",
  "distractors",
  "commit",
  "approve"
]

const atCalls: ReadonlyArray<Aim> = purposes.flatMap((what) =>
  (["asked", "midway", "answered"] as const).map((moment) => ({ moment, what }))
)
const atSteps: ReadonlyArray<Aim> = steps.map((what) => ({ moment: "kept", what }))
const atBegins: ReadonlyArray<Aim> = (["goal_creation", "generation"] as const).map((what) => ({
  moment: "begun",
  what
}))

/** Each of them once. Nobody can look into an embedded database, so steps are met there by the instants around them. */
export const aimsFor = (canLook: boolean): ReadonlyArray<Aim> => [...atCalls, ...(canLook ? atSteps : []), ...atBegins]
