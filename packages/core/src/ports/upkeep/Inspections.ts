import { Context, type Effect, type Stream } from "effect"
import type { Finding, Invariant } from "../../domain/upkeep/Finding.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** A step of an inspection: so many rows or files more were looked at, and this is wrong with them. */
export interface Inspected {
  readonly invariant: Invariant
  readonly checked: number
  readonly findings: ReadonlyArray<Finding>
}

/**
 * Looks whether what is kept is as it must be.
 *
 * **Details**
 *
 * Others work meanwhile: what only looks wrong because it is under way is no finding. Nothing is changed by looking.
 */
export interface Inspection {
  /** What it covers: each is reported on, also where there was nothing to look at. */
  readonly invariants: ReadonlyArray<Invariant>
  readonly examine: Stream.Stream<Inspected, StoreUnavailable>
  /** Puts right those of its findings that are `repairable`, as they are when it comes to them. */
  readonly repair?: (findings: ReadonlyArray<Finding>) => Effect.Effect<void, StoreUnavailable>
}

/** What only adapters can look at, such as files. Compositions override it with what theirs bring along. */
export const Inspections = Context.Reference<ReadonlyArray<Inspection>>("@loopi/core/ports/upkeep/Inspections", {
  defaultValue: () => []
})
