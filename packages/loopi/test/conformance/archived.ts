/**
 * Waits until every review is in the archive, where a composition has one: what is read afterwards is read from there.
 */
import { Inspections, ReviewLog } from "@loopi/core"
import { Effect, Stream } from "effect"
import { learner } from "./fixed.ts"

export const untilArchived = Effect.gen(function* () {
  const inspection = (yield* Inspections).find(({ invariants }) => invariants.includes("I1"))
  if (inspection === undefined) return
  const counted = Stream.runCount((yield* ReviewLog).replay(learner))
  const reviews = yield* counted
  // Looking into the archive takes the turn from whoever writes to it: so it is looked at now and then only, and the
  // history read meanwhile.
  const archived = Effect.andThen(Effect.repeat(counted, { times: 30 }), countIn(inspection.examine))
  yield* Effect.repeat(archived, { until: (count) => count >= reviews })
})

const countIn = (examine: (typeof Inspections.Service)[number]["examine"]) =>
  Stream.runFold(
    examine,
    () => 0,
    (sum, { checked }) => sum + checked
  )
