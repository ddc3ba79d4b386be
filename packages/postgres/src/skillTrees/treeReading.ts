/**
 * How trees are read: each of these is one statement, so that nobody sees half of one tree and half of the next.
 */
import { GoalId, SkillNodeId, SkillTreeVersion, UserId } from "@loopi/core"
import { Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { TreeKey, WholeTree } from "./treeRows.ts"

/** The columns of a tree from its tables. Expects `skill_trees AS tree`. */
export const wholeTree = (sql: SqlClient.SqlClient) => sql`
  tree.user_id, tree.goal_id, tree.version, tree.created_at,
  to_jsonb(ARRAY(
    SELECT to_jsonb(node) - '{user_id,goal_id,place}'::text[] FROM skill_nodes AS node
    WHERE node.user_id = tree.user_id AND node.goal_id = tree.goal_id ORDER BY node.place
  )) AS nodes,
  to_jsonb(ARRAY(
    SELECT to_jsonb(edge) - '{user_id,goal_id,place}'::text[] FROM prerequisites AS edge
    WHERE edge.user_id = tree.user_id AND edge.goal_id = tree.goal_id ORDER BY edge.place
  )) AS prerequisites
`

export const readingOver = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOneOption({
    Request: TreeKey,
    Result: WholeTree,
    execute: ({ goalId, userId }) => sql`
      SELECT ${wholeTree(sql)} FROM skill_trees AS tree
      WHERE tree.user_id = ${userId} AND tree.goal_id = ${goalId}
    `
  }),

  findVersion: SqlSchema.findOneOption({
    Request: Schema.Struct({ ...TreeKey.fields, version: Schema.Int }),
    Result: WholeTree,
    execute: ({ goalId, userId, version }) => sql`
      SELECT ${wholeTree(sql)} FROM skill_trees AS tree
      WHERE tree.user_id = ${userId} AND tree.goal_id = ${goalId} AND tree.version = ${version}
      UNION ALL
      SELECT user_id, goal_id, version, created_at, nodes, prerequisites FROM former_skill_trees AS former
      WHERE former.user_id = ${userId} AND former.goal_id = ${goalId} AND former.version = ${version}
    `
  }),

  versions: SqlSchema.findAll({
    Request: TreeKey,
    Result: Schema.Struct({ ...SkillTreeVersion.fields, createdAt: Schema.DateTimeUtcFromDate }),
    execute: ({ goalId, userId }) => sql`
      SELECT kept.version, kept.created_at, kept.skills, (
        SELECT count(*)::int FROM unlinked_cards AS unlinked
        WHERE unlinked.user_id = ${userId} AND unlinked.goal_id = ${goalId} AND unlinked.version = kept.version
      ) AS unlinked
      FROM (
        SELECT tree.version, tree.created_at, (
          SELECT count(*)::int FROM skill_nodes AS node WHERE node.user_id = ${userId} AND node.goal_id = ${goalId}
        ) AS skills
        FROM skill_trees AS tree WHERE tree.user_id = ${userId} AND tree.goal_id = ${goalId}
        UNION ALL
        SELECT former.version, former.created_at, jsonb_array_length(former.nodes)
        FROM former_skill_trees AS former WHERE former.user_id = ${userId} AND former.goal_id = ${goalId}
      ) AS kept
      ORDER BY kept.version DESC
    `
  }),

  goalOf: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: SkillNodeId }),
    Result: Schema.Struct({ goalId: GoalId }),
    execute: ({ id, userId }) => sql`SELECT goal_id FROM skill_nodes WHERE user_id = ${userId} AND id = ${id}`
  })
})
