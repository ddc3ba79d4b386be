/**
 * What waits to be done, and what is missing: the readiness of the server as numbers.
 */
import { ReadinessChecks } from "@loopi/core"
import { DateTime, Duration, Effect, Metric } from "effect"

/** Looks at the work of everybody each time it is run. */
export const makeLook = Effect.map(ReadinessChecks, ({ report }) => ({
  look: Effect.gen(function* () {
    const { oldest, parts } = yield* report
    const now = yield* DateTime.now
    yield* Effect.forEach(Object.entries(oldest), ([work, since]) => {
      const waits = since === null ? 0 : Math.max(0, Duration.toSeconds(DateTime.distance(since, now)))
      return Metric.update(Metric.withAttributes(age, { "loopi.work": names[work] ?? work }), waits)
    })
    yield* Effect.forEach(parts, ({ part, state }) =>
      Metric.update(Metric.withAttributes(up, { "loopi.part": part }), state === "ok" ? 1 : 0)
    )
  })
}))

const names: Record<string, string> = {
  vectorTask: "vectors",
  unfinishedRun: "runs",
  mailRequest: "mails",
  unarchivedReview: "reviews"
}

const age = Metric.gauge("loopi.work.age", {
  description: "For how long the oldest work of a sort has waited; 0 where none does.",
  attributes: { unit: "s" }
})

const up = Metric.gauge("loopi.part.up", { description: "1 for what is there, 0 for what is missing." })
