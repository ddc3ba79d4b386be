/**
 * What becomes of a goal's cards when its tree changes: they lose a skill that goes, and get it back when it returns.
 */
import { type SqlClient, SqlSchema } from "effect/sql"
import { TreeRow } from "./treeRows.ts"

export const linkingOver = (sql: SqlClient.SqlClient) => ({
  /** Takes cards off nodes that are not in the tree, and keeps with its version which had which. */
  unlink: SqlSchema.void({
    Request: TreeRow,
    execute: ({ createdAt, goalId, userId, version }) => sql`
      WITH stray AS (
        SELECT card.id, card.node_id FROM flashcards AS card
        WHERE card.user_id = ${userId} AND card.goal_id = ${goalId} AND card.node_id IS NOT NULL
          AND NOT EXISTS (
            SELECT FROM skill_nodes AS node
            WHERE node.user_id = ${userId} AND node.goal_id = ${goalId} AND node.id = card.node_id
          )
        FOR UPDATE OF card
      ), unlinked AS (
        UPDATE flashcards AS card SET node_id = NULL, updated_at = ${later(sql, createdAt)} FROM stray
        WHERE card.user_id = ${userId} AND card.id = stray.id
        RETURNING stray.id, stray.node_id
      )
      INSERT INTO unlinked_cards (user_id, goal_id, version, card_id, node_id)
      SELECT ${userId}, ${goalId}, ${version}, id, node_id FROM unlinked
    `
  }),

  /** Gives nodes of the tree back the cards that were taken off them last, where those are still without one. */
  relink: SqlSchema.void({
    Request: TreeRow,
    execute: ({ createdAt, goalId, userId }) => sql`
      WITH former AS (
        SELECT DISTINCT ON (unlinked.card_id) unlinked.card_id, unlinked.node_id FROM unlinked_cards AS unlinked
        JOIN skill_nodes AS node
          ON node.user_id = unlinked.user_id AND node.goal_id = unlinked.goal_id AND node.id = unlinked.node_id
        WHERE unlinked.user_id = ${userId} AND unlinked.goal_id = ${goalId}
        ORDER BY unlinked.card_id, unlinked.version DESC
      )
      UPDATE flashcards AS card SET node_id = former.node_id, updated_at = ${later(sql, createdAt)} FROM former
      WHERE card.user_id = ${userId} AND card.id = former.card_id AND card.node_id IS NULL
    `
  })
})

/** Always a change: whoever edits a card says when it was last changed. */
const later = (sql: SqlClient.SqlClient, at: Date) =>
  sql`greatest(${at}::timestamptz, card.updated_at + interval '1 millisecond')`
