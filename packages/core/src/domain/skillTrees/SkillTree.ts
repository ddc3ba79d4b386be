/**
 * A skill tree breaks a goal into skills, each small enough for a handful of cards.
 */
import { Schema } from "effect"
import { Uuid } from "../Id.ts"
import { GoalId } from "../goals/Goal.ts"
import { SourceSpan } from "../notes/Source.ts"
import { text } from "../Text.ts"
import { UserId } from "../users/User.ts"

export const SkillNodeId = Uuid.pipe(Schema.brand("SkillNodeId"))
export type SkillNodeId = typeof SkillNodeId.Type

export const SkillTitle = text(1, 200).pipe(Schema.brand("SkillTitle"))
export type SkillTitle = typeof SkillTitle.Type

/** Levels below the goal: category, topic, subtopic. */
export const maxTreeDepth = 3
export const maxTreeNodes = 1_000

/** One skill. Children of a parent are ordered by `position`, a number: "1.10" comes after "1.2". */
export class SkillNode extends Schema.Class<SkillNode>("SkillNode")({
  id: SkillNodeId,
  parentId: Schema.NullOr(SkillNodeId),
  depth: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxTreeDepth })),
  position: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  title: SkillTitle,
  description: text(0, 1_000),
  enabled: Schema.Boolean,
  /** The part of a source document that teaches this skill. */
  source: Schema.NullOr(SourceSpan)
}) {}

/** "`nodeId` is worth starting once `requiresId` is complete." */
export const Prerequisite = Schema.Struct({ nodeId: SkillNodeId, requiresId: SkillNodeId })
export type Prerequisite = typeof Prerequisite.Type

export class SkillTree extends Schema.Class<SkillTree>("SkillTree")({
  goalId: GoalId,
  userId: UserId,
  /** Grows by one with every tree saved for the goal. */
  version: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  /** Depth first, children in order. */
  nodes: Schema.Array(SkillNode),
  prerequisites: Schema.Array(Prerequisite),
  createdAt: Schema.DateTimeUtc
}) {}

/** What a learner may change in a skill. */
export const NodeChange = Schema.Struct({
  enabled: Schema.optionalKey(Schema.Boolean),
  title: Schema.optionalKey(SkillTitle)
})
export type NodeChange = typeof NodeChange.Type

/** How many of a goal's trees before the present one are kept. */
export const formerTreesKept = 100

/** A version of a goal's tree, without what hangs on it. */
export const SkillTreeVersion = Schema.Struct({
  version: SkillTree.fields.version,
  createdAt: Schema.DateTimeUtc,
  /** How many skills it has. */
  skills: Schema.Int,
  /** How many cards were left without a skill by what this version took away. */
  unlinked: Schema.Int
})
export type SkillTreeVersion = typeof SkillTreeVersion.Type

export class SkillTreeNotFound extends Schema.TaggedError<SkillTreeNotFound>()("SkillTreeNotFound", {
  goalId: GoalId
}) {}

export class SkillNodeNotFound extends Schema.TaggedError<SkillNodeNotFound>()("SkillNodeNotFound", {
  id: SkillNodeId
}) {}

/** Somebody saved another tree meanwhile: load it and decide again. */
export class SkillTreeConflict extends Schema.TaggedError<SkillTreeConflict>()("SkillTreeConflict", {
  goalId: GoalId,
  version: Schema.Int
}) {}

/** The tree never had that version, or it is older than those that are kept. */
export class SkillTreeVersionNotFound extends Schema.TaggedError<SkillTreeVersionNotFound>()(
  "SkillTreeVersionNotFound",
  { goalId: GoalId, version: Schema.Int }
) {}

export const SkillTreeFlaw = Schema.Literals([
  "empty",
  "too_deep",
  "too_many_nodes",
  "too_long",
  "no_title",
  "same_title_twice",
  "unknown_prerequisite",
  "prerequisite_cycle"
])
export type SkillTreeFlaw = typeof SkillTreeFlaw.Type

/** The tree breaks a rule; `title` names the node where it does. */
export class SkillTreeRefused extends Schema.TaggedError<SkillTreeRefused>()("SkillTreeRefused", {
  flaw: SkillTreeFlaw,
  title: Schema.String
}) {}

/** The titles from the category down to the node. */
export const pathOf = (tree: Pick<SkillTree, "nodes">, id: SkillNodeId): ReadonlyArray<SkillTitle> =>
  pathsOf(tree).get(id) ?? []

/** The path of every node: the titles from the category down to it. */
export const pathsOf = ({ nodes }: Pick<SkillTree, "nodes">): ReadonlyMap<SkillNodeId, ReadonlyArray<SkillTitle>> => {
  const paths = new Map<SkillNodeId, ReadonlyArray<SkillTitle>>()
  // Depth first, so that parents come before what hangs below them.
  for (const { id, parentId, title } of nodes) {
    paths.set(id, [...((parentId === null ? undefined : paths.get(parentId)) ?? []), title])
  }
  return paths
}
