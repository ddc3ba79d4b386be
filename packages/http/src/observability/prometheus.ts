/**
 * Metrics as Prometheus reads them: their names end in the unit, and those of counters in `_total`.
 */
import { Effect, Metric } from "effect"
import { PrometheusMetrics } from "effect/observability"

export const contentType = "text/plain; version=0.0.4; charset=utf-8"

export const exposition: Effect.Effect<string> = Effect.flatMap(Metric.snapshot, (metrics) => {
  const names = new Map(metrics.map((metric) => [metric.id, nameOf(metric)]))
  return PrometheusMetrics.format({ metricNameMapper: (id) => names.get(id) ?? id })
})

const nameOf = ({ attributes, id, type }: Metric.Metric.Snapshot): string =>
  `${id}${units[attributes?.["unit"] ?? ""] ?? ""}${type === "Counter" ? "_total" : ""}`

const units: Record<string, string> = { s: "_seconds", By: "_bytes" }
