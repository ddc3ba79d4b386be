/**
 * Skill trees as their tables hold them.
 */
import { GoalId, Prerequisite, SkillNode, SkillTree, SourceSpan, UserId } from "@loopi/core"
import { Schema } from "effect"
import { jsonb } from "../internal/jsonb.ts"

export const TreeKey = Schema.Struct({ userId: UserId, goalId: GoalId })

/** A tree without what hangs on it. */
export const TreeRow = Schema.Struct({
  ...TreeKey.fields,
  version: SkillTree.fields.version,
  createdAt: Schema.DateTimeUtcFromDate
})

/** A tree as one statement puts it together. */
export const WholeTree = Schema.Struct({
  ...SkillTree.fields,
  createdAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(SkillTree))

export const NodeRow = Schema.Struct({
  ...TreeKey.fields,
  ...SkillNode.fields,
  place: Schema.Int,
  source: jsonb(Schema.NullOr(SourceSpan))
})

export const PrerequisiteRow = Schema.Struct({ ...TreeKey.fields, ...Prerequisite.fields, place: Schema.Int })
