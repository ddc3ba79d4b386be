/**
 * How a tree takes the place of the one before, within the transaction that is open; the cards of the goal follow.
 */
import { formerTreesKept, type SkillTree, SkillTreeConflict } from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import { type SqlClient, SqlSchema } from "effect/sql"
import { inBatches } from "../internal/inBatches.ts"
import { linkingOver } from "./treeLinks.ts"
import { wholeTree } from "./treeReading.ts"
import { NodeRow, PrerequisiteRow, TreeKey, TreeRow } from "./treeRows.ts"

export const savingOver = (sql: SqlClient.SqlClient) => {
  const { add, forget, keepFormer, replace } = treesOver(sql)
  const { clear, insertNodes, insertPrerequisites } = hangingOver(sql)
  const { relink, unlink } = linkingOver(sql)

  const hang = Effect.fnUntraced(function* ({ goalId, userId, ...tree }: SkillTree) {
    const nodes = tree.nodes.map((node, place) => ({ ...node, userId, goalId, place }))
    yield* inBatches(nodes, insertNodes)
    const prerequisites = tree.prerequisites.map((edge, place) => ({ ...edge, userId, goalId, place }))
    yield* inBatches(prerequisites, insertPrerequisites)
  })

  const save = Effect.fn("PgSkillTreeStore.save")(function* (tree: SkillTree) {
    const { goalId, userId, version } = tree
    yield* keepFormer(tree)
    const replaced = yield* replace(tree)
    if (Option.isNone(replaced)) return yield* SkillTreeConflict.make({ goalId, version })
    yield* clear({ userId, goalId })
    yield* hang(tree)
    yield* relink(tree)
    yield* unlink(tree)
    yield* forget(tree)
  })

  const restore = Effect.fn("PgSkillTreeStore.restore")(function* (tree: SkillTree) {
    if (Option.isSome(yield* add(tree))) yield* hang(tree)
  })

  return { save, restore }
}

const treesOver = (sql: SqlClient.SqlClient) => ({
  /** The tree before as it stands. Locks it, so that it cannot be replaced twice. */
  keepFormer: SqlSchema.void({
    Request: TreeRow,
    execute: (row) => sql`
      INSERT INTO former_skill_trees (user_id, goal_id, version, created_at, nodes, prerequisites)
      SELECT ${wholeTree(sql)} FROM skill_trees AS tree
      WHERE tree.user_id = ${row.userId} AND tree.goal_id = ${row.goalId} AND tree.version = ${row.version}::int - 1
      FOR UPDATE OF tree
    `
  }),

  /** Takes the place of the version before, or of nothing when it is the first. */
  replace: SqlSchema.findOneOption({
    Request: TreeRow,
    Result: TreeKey,
    execute: (row) => sql`
      INSERT INTO skill_trees (user_id, goal_id, version, created_at)
      SELECT ${row.userId}, ${row.goalId}, ${row.version}, ${row.createdAt}
      WHERE ${row.version} = 1
        OR EXISTS (SELECT FROM skill_trees WHERE user_id = ${row.userId} AND goal_id = ${row.goalId})
      ON CONFLICT (user_id, goal_id) DO UPDATE
      SET version = excluded.version, created_at = excluded.created_at
      WHERE skill_trees.version = excluded.version - 1
      RETURNING user_id, goal_id
    `
  }),

  add: SqlSchema.findOneOption({
    Request: TreeRow,
    Result: TreeKey,
    execute: (row) => sql`
      INSERT INTO skill_trees (user_id, goal_id, version, created_at)
      VALUES (${row.userId}, ${row.goalId}, ${row.version}, ${row.createdAt})
      ON CONFLICT DO NOTHING
      RETURNING user_id, goal_id
    `
  }),

  /** Lets go of what is older than is kept. */
  forget: SqlSchema.void({
    Request: Schema.Struct({ ...TreeKey.fields, version: Schema.Int }),
    execute: ({ goalId, userId, version }) => sql`
      WITH links AS (
        DELETE FROM unlinked_cards
        WHERE user_id = ${userId} AND goal_id = ${goalId} AND version < ${version - formerTreesKept}
      )
      DELETE FROM former_skill_trees
      WHERE user_id = ${userId} AND goal_id = ${goalId} AND version < ${version - formerTreesKept}
    `
  })
})

const hangingOver = (sql: SqlClient.SqlClient) => ({
  clear: SqlSchema.void({
    Request: TreeKey,
    execute: ({ goalId, userId }) => sql`DELETE FROM skill_nodes WHERE user_id = ${userId} AND goal_id = ${goalId}`
  }),

  insertNodes: SqlSchema.void({
    Request: Schema.NonEmptyArray(NodeRow),
    execute: (rows) => sql`INSERT INTO skill_nodes ${sql.insert(rows)}`.unprepared
  }),

  insertPrerequisites: SqlSchema.void({
    Request: Schema.NonEmptyArray(PrerequisiteRow),
    execute: (rows) => sql`INSERT INTO prerequisites ${sql.insert(rows)}`.unprepared
  })
})
