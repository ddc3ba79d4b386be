/**
 * A goal is something a learner wants to know or be able to do.
 */
import { DateTime, Schema } from "effect"
import { Uuid } from "../Id.ts"
import { text } from "../Text.ts"
import { UserId } from "../users/User.ts"

export const GoalId = Uuid.pipe(Schema.brand("GoalId"))
export type GoalId = typeof GoalId.Type

/** What the learner typed: trimmed, 1 to 200 characters. */
export const GoalTitle = text(1, 200).pipe(Schema.brand("GoalTitle"))
export type GoalTitle = typeof GoalTitle.Type

export const GoalDescription = text(0, 5_000).pipe(Schema.brand("GoalDescription"))
export type GoalDescription = typeof GoalDescription.Type
export const noDescription = GoalDescription.make("")

/** What a learner decides. That a goal is completed is not decided but derived: its mastery is 100. */
export const GoalStatus = Schema.Literals(["active", "paused", "archived"])
export type GoalStatus = typeof GoalStatus.Type

export class Goal extends Schema.Class<Goal>("Goal")({
  id: GoalId,
  userId: UserId,
  title: GoalTitle,
  description: GoalDescription,
  status: GoalStatus,
  createdAt: Schema.DateTimeUtc,
  updatedAt: Schema.DateTimeUtc
}) {}

/** The part of a goal a learner chooses; the rest is decided by the core. */
export const NewGoal = Schema.Struct({
  title: GoalTitle,
  description: Schema.optionalKey(GoalDescription)
})
export type NewGoal = typeof NewGoal.Type

/** What a learner may change in a goal. */
export const GoalChange = Schema.Struct({
  title: Schema.optionalKey(GoalTitle),
  description: Schema.optionalKey(GoalDescription),
  status: Schema.optionalKey(GoalStatus)
})
export type GoalChange = typeof GoalChange.Type

/** The goal with the change. Changes are told apart by their times, so each is later than the one before. */
export const goalWith = (before: Goal, change: GoalChange, now: DateTime.Utc): Goal =>
  Goal.make({
    ...before,
    ...change,
    updatedAt: DateTime.max(now, DateTime.add(before.updatedAt, { milliseconds: 1 }))
  })

/** How many goals a learner may have of each kind. */
export interface GoalLimits {
  readonly active: number
  readonly archived: number
}

/** The limit a goal counts towards. A paused goal can be resumed at any time, so it counts as active. */
export const limitedKind = ({ status }: Pick<Goal, "status">): keyof GoalLimits =>
  status === "archived" ? "archived" : "active"

/** What the meaning of a goal is computed from. */
export const goalText = (goal: { readonly title: string; readonly description: string }): string =>
  goal.description === "" ? goal.title : `${goal.title}\n${goal.description}`

/** The learner has no such goal. Someone else's goal counts as missing. */
export class GoalNotFound extends Schema.TaggedError<GoalNotFound>()("GoalNotFound", { id: GoalId }) {}

/** Somebody has changed the goal meanwhile: load it and decide again. */
export class GoalConflict extends Schema.TaggedError<GoalConflict>()("GoalConflict", { id: GoalId }) {}

/** The learner has as many goals of this kind as the policy allows. */
export class GoalLimitReached extends Schema.TaggedError<GoalLimitReached>()("GoalLimitReached", {
  kind: Schema.Literals(["active", "archived"]),
  limit: Schema.Int
}) {}
