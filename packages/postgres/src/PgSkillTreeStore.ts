/**
 * Keeps skill trees in the `skill_trees`, `skill_nodes` and `prerequisites` tables.
 */
import {
  GoalId,
  Prerequisite,
  SkillNode,
  SkillNodeId,
  SkillNodeNotFound,
  SkillTree,
  SkillTreeConflict,
  SkillTreeNotFound,
  SkillTreeStore,
  SourceSpan,
  UserId
} from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asLearner, asLearnerOnce } from "./internal/asLearner.ts"
import { inBatches } from "./internal/inBatches.ts"
import { jsonb } from "./internal/jsonb.ts"
import { orUnavailable } from "./internal/orUnavailable.ts"

const TreeKey = Schema.Struct({ userId: UserId, goalId: GoalId })

/** A tree without what hangs on it. */
const TreeRow = Schema.Struct({
  ...TreeKey.fields,
  version: SkillTree.fields.version,
  createdAt: Schema.DateTimeUtcFromDate
})

/** A tree as `find` puts it together. */
const WholeTree = Schema.Struct({
  ...SkillTree.fields,
  createdAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(SkillTree))

const NodeRow = Schema.Struct({
  ...TreeKey.fields,
  ...SkillNode.fields,
  place: Schema.Int,
  source: jsonb(Schema.NullOr(SourceSpan))
})

const PrerequisiteRow = Schema.Struct({ ...TreeKey.fields, ...Prerequisite.fields, place: Schema.Int })

export const layer: Layer.Layer<SkillTreeStore, never, SqlClient.SqlClient> = Layer.effect(
  SkillTreeStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, goalOf } = readingOver(sql)
    const { restore, save } = savingOver(sql)

    return SkillTreeStore.of({
      save: (tree) => save(tree).pipe(asLearner(sql, tree.userId), orUnavailable("SkillTreeStore.save")),
      restore: (tree) => restore(tree).pipe(asLearner(sql, tree.userId), orUnavailable("SkillTreeStore.restore")),
      get: (userId, goalId) =>
        find({ userId, goalId }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SkillTreeStore.get"),
          Effect.flatMap(Option.match({ onNone: () => SkillTreeNotFound.make({ goalId }), onSome: Effect.succeed }))
        ),
      goalOf: (userId, id) =>
        goalOf({ userId, id }).pipe(
          asLearnerOnce(sql, userId),
          orUnavailable("SkillTreeStore.goalOf"),
          Effect.flatMap(
            Option.match({
              onNone: () => SkillNodeNotFound.make({ id }),
              onSome: ({ goalId }) => Effect.succeed(goalId)
            })
          )
        )
    })
  })
)

const savingOver = (sql: SqlClient.SqlClient) => {
  const { add, replace } = treesOver(sql)
  const { clear, insertNodes, insertPrerequisites } = writingOver(sql)

  const hang = Effect.fnUntraced(function* ({ goalId, userId, ...tree }: SkillTree) {
    const nodes = tree.nodes.map((node, place) => ({ ...node, userId, goalId, place }))
    yield* inBatches(nodes, insertNodes)
    const prerequisites = tree.prerequisites.map((edge, place) => ({ ...edge, userId, goalId, place }))
    yield* inBatches(prerequisites, insertPrerequisites)
  })

  const save = Effect.fn("PgSkillTreeStore.save")(function* (tree: SkillTree) {
    const { goalId, userId, version } = tree
    const replaced = yield* replace(tree)
    if (Option.isNone(replaced)) return yield* SkillTreeConflict.make({ goalId, version })
    yield* clear({ userId, goalId })
    yield* hang(tree)
  })

  const restore = Effect.fn("PgSkillTreeStore.restore")(function* (tree: SkillTree) {
    if (Option.isSome(yield* add(tree))) yield* hang(tree)
  })

  return { save, restore }
}

const readingOver = (sql: SqlClient.SqlClient) => ({
  /** One statement, so that nobody sees half of one tree and half of the next. */
  find: SqlSchema.findOneOption({
    Request: TreeKey,
    Result: WholeTree,
    execute: ({ goalId, userId }) => sql`
      SELECT tree.*,
        ARRAY(
          SELECT to_jsonb(node) FROM skill_nodes AS node
          WHERE node.user_id = tree.user_id AND node.goal_id = tree.goal_id ORDER BY node.place
        ) AS nodes,
        ARRAY(
          SELECT to_jsonb(edge) FROM prerequisites AS edge
          WHERE edge.user_id = tree.user_id AND edge.goal_id = tree.goal_id ORDER BY edge.place
        ) AS prerequisites
      FROM skill_trees AS tree
      WHERE tree.user_id = ${userId} AND tree.goal_id = ${goalId}
    `
  }),

  goalOf: SqlSchema.findOneOption({
    Request: Schema.Struct({ userId: UserId, id: SkillNodeId }),
    Result: Schema.Struct({ goalId: GoalId }),
    execute: ({ id, userId }) => sql`SELECT goal_id FROM skill_nodes WHERE user_id = ${userId} AND id = ${id}`
  })
})

const treesOver = (sql: SqlClient.SqlClient) => ({
  /** Takes the place of the version before, or of nothing when it is the first. The row locks out other writers. */
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
  })
})

const writingOver = (sql: SqlClient.SqlClient) => ({
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
