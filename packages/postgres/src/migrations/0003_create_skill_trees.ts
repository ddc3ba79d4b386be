/**
 * A goal's tree in three tables. `place` is the order the nodes and prerequisites were saved in.
 */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    CREATE TABLE skill_trees (
      user_id UUID NOT NULL,
      goal_id UUID NOT NULL,
      version INTEGER NOT NULL CHECK (version >= 1),
      created_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (user_id, goal_id),
      FOREIGN KEY (user_id, goal_id) REFERENCES goals ON DELETE CASCADE
    )
  `
  yield* sql`
    CREATE TABLE skill_nodes (
      user_id UUID NOT NULL,
      goal_id UUID NOT NULL,
      id UUID NOT NULL,
      parent_id UUID,
      place INTEGER NOT NULL,
      depth SMALLINT NOT NULL CHECK (depth >= 1),
      position INTEGER NOT NULL CHECK (position >= 0),
      title TEXT NOT NULL,
      description TEXT NOT NULL,
      enabled BOOLEAN NOT NULL,
      source JSONB,
      PRIMARY KEY (user_id, goal_id, id),
      UNIQUE (user_id, id),
      FOREIGN KEY (user_id, goal_id) REFERENCES skill_trees ON DELETE CASCADE,
      FOREIGN KEY (user_id, goal_id, parent_id) REFERENCES skill_nodes
    )
  `
  yield* sql`CREATE INDEX skill_nodes_by_parent ON skill_nodes (user_id, goal_id, parent_id)`
  yield* sql`
    CREATE TABLE prerequisites (
      user_id UUID NOT NULL,
      goal_id UUID NOT NULL,
      place INTEGER NOT NULL,
      node_id UUID NOT NULL,
      requires_id UUID NOT NULL,
      PRIMARY KEY (user_id, goal_id, place),
      FOREIGN KEY (user_id, goal_id, node_id) REFERENCES skill_nodes ON DELETE CASCADE,
      FOREIGN KEY (user_id, goal_id, requires_id) REFERENCES skill_nodes ON DELETE CASCADE
    )
  `
})
