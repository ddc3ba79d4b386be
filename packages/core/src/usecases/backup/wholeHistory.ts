/**
 * Refuses to go on where reviews are missing: a backup without them would look as good as any other.
 */
import { Effect, Stream } from "effect"
import { HistoryIncomplete } from "../../domain/upkeep/Backup.ts"
import { Inspections } from "../../ports/upkeep/Inspections.ts"

/** Looks for what is missing where reviews are kept in two places (I1); elsewhere nothing can be. */
export const wholeHistory = Effect.gen(function* () {
  const inspections = (yield* Inspections).filter(({ invariants }) => invariants.includes("I1"))

  return Stream.fromIterable(inspections).pipe(
    Stream.flatMap(({ examine }) => examine),
    Stream.runForEach(({ findings }) => {
      const missing = findings.find(({ invariant }) => invariant === "I1")
      return missing === undefined ? Effect.void : HistoryIncomplete.make({ detail: missing.what })
    }),
    Effect.withSpan("Backup.wholeHistory")
  )
})
