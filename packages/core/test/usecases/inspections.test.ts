/**
 * What the archive cannot answer for: no backup passes over it, and the doctor goes on with everything else.
 */
import { assert, describe, it } from "@effect/vitest"
import { Backup, Doctor, Finding, type Inspected, type Inspection, Inspections, StoreUnavailable } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Effect, Layer, Stream } from "effect"
import { ward } from "./doctor/ward.ts"

const missing = Finding.make({
  invariant: "I1",
  table: "review archive",
  userId: null,
  rowId: "reviews",
  what: "3 of 9 reviews are left in it",
  repairable: false
})

/** An archive that is as these answers say, one after the other. */
const archive = (...answers: ReadonlyArray<ReadonlyArray<Finding>>) => {
  let asked = 0
  const inspection: Inspection = {
    invariants: ["I1"],
    examine: Stream.sync((): Inspected => ({ invariant: "I1", checked: 9, findings: answers[asked++] ?? [] }))
  }
  return Layer.succeed(Inspections, [inspection])
}

const taken = (inspections: Layer.Layer<never>) =>
  Effect.gen(function* () {
    yield* fixtures.newLearner
    return yield* Backup.use(({ lines }) => Stream.runCollect(lines("1.2.3")))
  }).pipe(Effect.provide(Backup.layer.pipe(Layer.provide(inspections), Layer.provideMerge(MemoryStores.layer))))

describe("a backup", () => {
  it.effect("is not made where archived reviews are missing, or are at its end", () =>
    Effect.gen(function* () {
      assert.lengthOf(yield* taken(archive()), 3)
      for (const answers of [[[missing]], [[], [missing]]]) {
        const refusal = yield* Effect.flip(taken(archive(...answers)))
        assert.deepInclude(refusal, { _tag: "HistoryIncomplete", detail: missing.what })
      }
    })
  )
})

/** One thing that cannot be read, and after it one that is fine. */
const patchy: ReadonlyArray<Inspection> = [
  { invariants: ["I1"], examine: Stream.fail(StoreUnavailable.make({ operation: "archive", cause: "cut\nshort" })) },
  { invariants: ["I10"], examine: Stream.make({ invariant: "I10", checked: 7, findings: [] }) }
]

describe("the doctor", () => {
  it.effect("finds that something cannot be looked at, and looks at the others", () =>
    Effect.gen(function* () {
      for (const way of ["check", "repair"] as const) {
        const steps = yield* Doctor.use((doctor) => Stream.runCollect(doctor[way]))
        const [finding, ...others] = steps.flatMap(({ findings }) => findings)
        assert.deepInclude(finding, { invariant: "I1", what: "could not be looked at: cut", repairable: false })
        assert.deepStrictEqual(others, [])
        assert.deepStrictEqual(steps.at(-1), { invariant: "I10", checked: 7, findings: [] })
      }
    }).pipe(Effect.provide(ward.pipe(Layer.provide(Layer.succeed(Inspections, patchy)))))
  )
})
