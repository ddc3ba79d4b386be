/**
 * Counts tries in the `throttles` table, for all processes together.
 */
import { ThrottleStore } from "@loopi/core"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { Sending } from "../client/Transaction.ts"
import { asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"

const Keys = Schema.Array(Schema.String)

const Taking = Schema.Struct({
  keys: Keys,
  limits: Schema.Array(Schema.Int),
  windows: Schema.Array(Schema.Finite),
  at: Schema.DateTimeUtcFromDate
})

export const layer: Layer.Layer<ThrottleStore, never, SqlClient.SqlClient> = Layer.effect(
  ThrottleStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { hold, take } = takingOver(sql)
    const { forget, giveBack, purge } = forgettingOver(sql)
    const worker = asWorkerOnce(sql)

    return ThrottleStore.of({
      take: Effect.fnUntraced(function* (throttles, at) {
        if (throttles.length === 0) return Option.none()
        const taking = {
          keys: throttles.map(({ key }) => key),
          limits: throttles.map(({ limit }) => limit),
          windows: throttles.map(({ windowSeconds }) => windowSeconds),
          at
        }
        const held = Effect.provideService(hold(taking), Sending, "later")
        const { resetsAt } = yield* held.pipe(Effect.andThen(take(taking)), worker, orUnavailable("ThrottleStore.take"))
        return Option.fromNullOr(resetsAt)
      }),
      giveBack: (keys) => giveBack(keys).pipe(worker, orUnavailable("ThrottleStore.giveBack")),
      forget: (keys) => forget(keys).pipe(worker, orUnavailable("ThrottleStore.forget")),
      purge: (before) =>
        purge(before).pipe(
          worker,
          orUnavailable("ThrottleStore.purge"),
          Effect.map(({ removed }) => removed)
        )
    })
  })
)

/** In the order of their keys, so that takers of the same ones wait for each other and never in a circle. */
const takingOver = (sql: SqlClient.SqlClient) => ({
  /** Holds a row of each until the transaction ends. A window that is over becomes one in which none was taken. */
  hold: SqlSchema.void({
    Request: Taking,
    execute: ({ at, keys }) => sql`
      INSERT INTO throttles AS held (key, taken, resets_at)
      SELECT DISTINCT key, 0, ${at}::timestamptz FROM unnest(${keys}::text[]) AS wanted (key) ORDER BY key
      ON CONFLICT (key) DO UPDATE SET taken = CASE WHEN held.resets_at <= ${at} THEN 0 ELSE held.taken END
    `
  }),

  take: SqlSchema.findOne({
    Request: Taking,
    Result: Schema.Struct({ resetsAt: Schema.NullOr(Schema.DateTimeUtcFromDate) }),
    execute: ({ at, keys, limits, windows }) => sql`
      WITH wanted AS (
        SELECT key, most, CASE WHEN taken = 0 THEN ${at}::timestamptz + make_interval(secs => seconds) ELSE resets_at END
          AS resets_at, taken
        FROM unnest(${keys}::text[], ${limits}::int[], ${windows}::float8[]) AS wanted (key, most, seconds)
        JOIN throttles USING (key)
      ), used_up AS (
        SELECT max(resets_at) AS resets_at FROM wanted WHERE taken >= most
      ), taking AS (
        UPDATE throttles SET taken = throttles.taken + 1, resets_at = wanted.resets_at FROM wanted
        WHERE throttles.key = wanted.key AND (SELECT resets_at IS NULL FROM used_up)
      )
      SELECT resets_at FROM used_up
    `
  })
})

const forgettingOver = (sql: SqlClient.SqlClient) => ({
  giveBack: SqlSchema.void({
    Request: Keys,
    execute: (keys) => sql`
      WITH held AS (SELECT key FROM throttles WHERE key = ANY(${keys}::text[]) ORDER BY key FOR UPDATE)
      UPDATE throttles SET taken = greatest(taken - 1, 0) FROM held WHERE throttles.key = held.key
    `
  }),

  forget: SqlSchema.void({
    Request: Keys,
    execute: (keys) => sql`
      WITH held AS (SELECT key FROM throttles WHERE key = ANY(${keys}::text[]) ORDER BY key FOR UPDATE)
      DELETE FROM throttles USING held WHERE throttles.key = held.key
    `
  }),

  /** What somebody holds at this moment is in use again. */
  purge: SqlSchema.findOne({
    Request: Schema.DateTimeUtcFromDate,
    Result: Schema.Struct({ removed: Schema.Int }),
    execute: (before) => sql`
      WITH over AS (SELECT key FROM throttles WHERE resets_at < ${before} FOR UPDATE SKIP LOCKED),
        gone AS (DELETE FROM throttles USING over WHERE throttles.key = over.key RETURNING 1)
      SELECT count(*)::int AS removed FROM gone
    `
  })
})
