/**
 * Proves that what is kept agrees, within each store and between them, and puts right what can be derived.
 */
import { Context, Effect, Layer, Stream } from "effect"
import { Finding } from "../../domain/upkeep/Finding.ts"
import { Inspections, type Inspected, type Inspection } from "../../ports/upkeep/Inspections.ts"
import type { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { Stores } from "../../ports/Stores.ts"
import { erasures } from "./erasures.ts"
import { histories } from "./histories.ts"
import { learners } from "./learners.ts"
import { vectors } from "./vectors.ts"
import { work } from "./work.ts"
import type { Embeddings } from "../vectors/Embeddings.ts"
import { Projector } from "../vectors/Projector.ts"

export class Doctor extends Context.Service<
  Doctor,
  {
    /**
     * Looks at everything, and changes nothing. Every invariant that is looked at is named first, with 0 checked; that
     * something cannot be looked at is a finding.
     */
    readonly check: Stream.Stream<Inspected>
    /** Looks at everything, and puts right what is repairable as it goes. Whether it worked, `check` tells. */
    readonly repair: Stream.Stream<Inspected, StoreUnavailable>
  }
>()("@loopi/core/usecases/doctor/Doctor") {
  static readonly layer: Layer.Layer<Doctor, never, Stores | EmbeddingIndex | Embeddings | Projector> = Layer.effect(
    Doctor,
    Effect.gen(function* () {
      const { catchUp } = yield* Projector
      const own = yield* Effect.all([histories, vectors, learners, work, erasures])
      const inspections: ReadonlyArray<Inspection> = [...own, ...(yield* Inspections)]

      return Doctor.of({
        check: examined(inspections, ({ examine }) => examine),
        // Vectors that were enqueued are made before anybody looks again.
        repair: Stream.concat(examined(inspections, repaired), Stream.fromEffectDrain(catchUp))
      })
    })
  )
}

interface Seen extends Inspection {
  readonly examine: Stream.Stream<Inspected>
}

const examined = <E>(
  inspections: ReadonlyArray<Inspection>,
  how: (inspection: Seen) => Stream.Stream<Inspected, E>
): Stream.Stream<Inspected, E> =>
  Stream.fromIterable(inspections).pipe(
    Stream.flatMap((inspection) => {
      const begun = inspection.invariants.map((invariant): Inspected => ({ invariant, checked: 0, findings: [] }))
      return Stream.concat(Stream.fromIterable(begun), how({ ...inspection, examine: seenThrough(inspection) }))
    })
  )

/** What cannot be read may be damaged: that is a finding, and whoever looks hears of everything else all the same. */
const seenThrough = ({ examine, invariants }: Inspection): Stream.Stream<Inspected> =>
  Stream.catchTag(examine, "StoreUnavailable", ({ cause, operation }) => {
    const what = `could not be looked at: ${String(cause).split("\n", 1).join("")}`
    return Stream.fromIterable(
      invariants.map((invariant): Inspected => {
        const where = { invariant, table: operation, userId: null, rowId: "*" }
        return { invariant, checked: 0, findings: [Finding.make({ ...where, what, repairable: false })] }
      })
    )
  })

const repaired = ({ examine, repair }: Seen): Stream.Stream<Inspected, StoreUnavailable> =>
  Stream.tap(examine, ({ findings }) => {
    const repairable = findings.filter((finding) => finding.repairable)
    return repair === undefined || repairable.length === 0 ? Effect.void : repair(repairable)
  })
