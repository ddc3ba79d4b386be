/**
 * What becomes of a goal's cards when its tree changes: they lose a skill that goes, and get it back when it returns.
 */
import { type SqlClient, SqlSchema } from "effect/sql"
import { TreeRow } from "./treeRows.ts"

// Subqueries instead of joins: right after a learner has grown a tree nothing is known of how many rows there are, and
// the planner's guess at a join is a thousand times a thousand rows.
export const linkingOver = (sql: SqlClient.SqlClient) => ({
  /** Takes cards off nodes that are not in the tree, and keeps with its version which had which. */
  unlink: SqlSchema.void({
    Request: TreeRow,
    execute: ({ createdAt, goalId, userId, version }) => sql`
      WITH stray AS (
        SELECT card.id, card.node_id FROM flashcards AS card
        WHERE card.user_id = ${userId} AND card.goal_id = ${goalId} AND card.node_id IS NOT NULL
          AND card.node_id NOT IN (
            SELECT node.id FROM skill_nodes AS node WHERE node.user_id = ${userId} AND node.goal_id = ${goalId}
          )
        FOR UPDATE OF card
      ), kept AS (
        INSERT INTO unlinked_cards (user_id, goal_id, version, card_id, node_id)
        SELECT ${userId}, ${goalId}, ${version}, id, node_id FROM stray
        RETURNING card_id
      )
      UPDATE flashcards AS card SET node_id = NULL, updated_at = ${later(sql, createdAt)}
      WHERE card.user_id = ${userId} AND card.id = ANY(ARRAY(SELECT card_id FROM kept))
    `
  }),

  /** Gives nodes of the tree back the cards that were taken off them last, where those are still without one. */
  relink: SqlSchema.void({
    Request: TreeRow,
    execute: ({ createdAt, goalId, userId }) => sql`
      WITH former AS (
        SELECT DISTINCT ON (unlinked.card_id) unlinked.card_id, unlinked.node_id FROM unlinked_cards AS unlinked
        WHERE unlinked.user_id = ${userId} AND unlinked.goal_id = ${goalId} AND unlinked.node_id = ANY(ARRAY(
          SELECT node.id FROM skill_nodes AS node WHERE node.user_id = ${userId} AND node.goal_id = ${goalId}
        ))
        ORDER BY unlinked.card_id, unlinked.version DESC
      )
      UPDATE flashcards AS card SET node_id = former.node_id, updated_at = ${later(sql, createdAt)} FROM former
      WHERE card.user_id = ${userId} AND card.id = former.card_id AND card.node_id IS NULL
        AND card.id = ANY(ARRAY(SELECT card_id FROM former))
    `
  })
})

/** Always a change: whoever edits a card says when it was last changed. */
const later = (sql: SqlClient.SqlClient, at: Date) =>
  sql`greatest(${at}::timestamptz, card.updated_at + interval '1 millisecond')`
