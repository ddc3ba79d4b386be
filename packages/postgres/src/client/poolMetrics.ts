/**
 * How much of a pool of connections is in use, and how many wait for one: named as the semantic conventions do.
 */
import { Effect, Metric } from "effect"

/** Counts who waits for a connection, and who has one until the scope closes. */
export const measured = (max: number | undefined) => {
  const begins = max === undefined ? Effect.void : Metric.update(most, max)

  return <A, E, R>(connecting: Effect.Effect<A, E, R>) =>
    Effect.as(
      begins,
      Effect.uninterruptibleMask((restore) =>
        Effect.andThen(Metric.modify(pending, 1), restore(connecting)).pipe(
          Effect.onExit(() => Metric.modify(pending, -1)),
          Effect.tap(Metric.modify(used, 1)),
          Effect.tap(Effect.addFinalizer(() => Metric.modify(used, -1)))
        )
      )
    )
}

const attributes = { "db.client.connection.pool.name": "loopi" }

const used = Metric.gauge("db.client.connection.count", {
  description: "Connections to Postgres in use.",
  attributes: { ...attributes, "db.client.connection.state": "used", unit: "{connection}" }
})

const pending = Metric.gauge("db.client.connection.pending_requests", {
  description: "Statements and transactions that wait for a connection.",
  attributes: { ...attributes, unit: "{request}" }
})

const most = Metric.gauge("db.client.connection.max", {
  description: "Connections there may be.",
  attributes: { ...attributes, unit: "{connection}" }
})
