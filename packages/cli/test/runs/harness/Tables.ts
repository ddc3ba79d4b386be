/**
 * Reads the tables themselves, past the program: also while it runs, where the database is a server.
 */
import { join } from "node:path"
import { Postgres, Server } from "@loopi/postgres"
import { Effect, Layer, Redacted, Schema } from "effect"
import { SqlClient } from "effect/sql"
import type { TestPlace } from "../../crash/harness/place.ts"

/** As whoever no policy of rows applies to. */
export const tablesOf = ({ data, postgres }: TestPlace) =>
  postgres === undefined
    ? Layer.orDie(Postgres.layerEmbeddedClient({ directory: join(data, "postgres") }))
    : Layer.orDie(Server.layer(Redacted.make(postgres.ownerUrl)))

const Millis = Schema.Finite
const Id = Schema.String
const MaybeNumber = Schema.NullOr(Schema.Finite)

export const Tables = Schema.Struct({
  runs: Schema.Array(Schema.Struct({ id: Id, kind: Schema.String, goalId: Schema.NullOr(Id), status: Schema.String })),
  steps: Schema.Array(Schema.Struct({ runId: Id, name: Schema.String, output: Schema.String, at: Millis })),
  events: Schema.Array(Schema.Struct({ runId: Id, seq: Schema.Finite, kind: Schema.String })),
  goals: Schema.Array(Schema.Struct({ id: Id, title: Schema.String })),
  trees: Schema.Array(Schema.Struct({ goalId: Id, version: Schema.Finite })),
  nodes: Schema.Array(Schema.Struct({ goalId: Id, id: Id, parentId: Schema.NullOr(Id), title: Schema.String })),
  cards: Schema.Array(
    Schema.Struct({
      id: Id,
      goalId: Id,
      nodeId: Schema.NullOr(Id),
      runId: Schema.NullOr(Id),
      question: Schema.String,
      answer: Schema.String,
      status: Schema.String,
      options: Schema.Finite
    })
  ),
  ledger: Schema.Array(
    Schema.Struct({
      runId: Schema.NullOr(Id),
      purpose: Schema.String,
      outcome: Schema.String,
      inputTokens: MaybeNumber,
      outputTokens: MaybeNumber
    })
  )
})
export type Tables = typeof Tables.Type
export type StepRow = Tables["steps"][number]

export const readTables = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  return yield* Schema.decodeUnknownEffect(Tables)({
    runs: yield* sql`SELECT id, kind, goal_id, status FROM loopi.runs`,
    steps: yield* stepsAfter(0),
    events: yield* sql`SELECT run_id, seq, kind FROM loopi.run_events ORDER BY run_id, seq`,
    goals: yield* sql`SELECT id, title FROM loopi.goals`,
    trees: yield* sql`SELECT goal_id, version FROM loopi.skill_trees`,
    nodes: yield* sql`SELECT goal_id, id, parent_id, title FROM loopi.skill_nodes`,
    cards: yield* sql`
      SELECT id, goal_id, node_id, run_id, question, answer, status, jsonb_array_length(distractors) AS options
      FROM loopi.flashcards`,
    ledger: yield* sql`
      SELECT run_id, purpose, outcome, input_tokens::float8 AS input_tokens, output_tokens::float8 AS output_tokens
      FROM loopi.model_calls`
  })
}).pipe(Effect.orDie)

/** Steps that were kept after this many, in the order they were. */
export const stepsAfter = (seen: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql<{ readonly name: string }>`
      SELECT run_id, name, output::text AS output, extract(epoch FROM at)::float8 * 1000 AS at
      FROM loopi.run_steps ORDER BY place OFFSET ${seen}`
  ).pipe(Effect.orDie)
