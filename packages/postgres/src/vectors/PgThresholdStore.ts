/**
 * Keeps thresholds in the `thresholds` table.
 */
import { type KeptThresholds, SpaceId, ThresholdStore } from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { asWorker, asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"

const ThresholdRow = Schema.Struct({
  space: SpaceId,
  goal: Schema.Finite,
  question: Schema.Finite,
  calibratedAt: Schema.DateTimeUtcFromDate
})

export const layer: Layer.Layer<ThresholdStore, never, SqlClient.SqlClient> = Layer.effect(
  ThresholdStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const find = SqlSchema.findOneOption({
      Request: SpaceId,
      Result: ThresholdRow,
      execute: (space) => sql`SELECT * FROM thresholds WHERE space = ${space}`
    })

    const put = SqlSchema.void({
      Request: ThresholdRow,
      execute: (row) =>
        sql`INSERT INTO thresholds ${sql.insert(row)} ON CONFLICT (space) DO UPDATE SET ${sql.update(row, ["space"])}`
    })

    return ThresholdStore.of({
      find: (space) =>
        find(space).pipe(
          asWorkerOnce(sql),
          orUnavailable("ThresholdStore.find"),
          Effect.map((row) => Option.getOrUndefined(Option.map(row, keptOf)))
        ),
      put: ({ calibratedAt, space, thresholds }) =>
        put({ space, ...thresholds, calibratedAt }).pipe(asWorker(sql), orUnavailable("ThresholdStore.put"))
    })
  })
)

const keptOf = ({ calibratedAt, goal, question, space }: typeof ThresholdRow.Type): KeptThresholds => ({
  space,
  thresholds: { goal, question },
  calibratedAt
})
