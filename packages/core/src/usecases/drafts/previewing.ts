/**
 * Shows drafts with what is doubtful about each.
 */
import { Effect } from "effect"
import type { Candidate } from "../../domain/duplicates/Duplicates.ts"
import type { DuplicateHit } from "../../domain/duplicates/Similarity.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { ChosenDrafts, Draft } from "./Draft.ts"
import { Duplicates } from "../duplicates/Duplicates.ts"
import { finding } from "./choosing.ts"
import { findingsOf, placing } from "./placing.ts"

/** What each card repeats; nothing, and why, where that cannot be told. */
export const repeating = Effect.gen(function* () {
  const duplicates = yield* Duplicates

  return (userId: UserId, cards: ReadonlyArray<Candidate>) =>
    duplicates.check(userId, cards).pipe(
      Effect.map((hits) => ({ hits: hits.map(once), skipped: null })),
      Effect.catchTag("CheckSkipped", ({ reason }) => Effect.succeed({ hits: [], skipped: reason }))
    )
})

/** A card may be found twice: among those that are kept, and among those that are looked at together. */
const once = (hits: ReadonlyArray<DuplicateHit>): ReadonlyArray<DuplicateHit> =>
  [...new Map(hits.toReversed().map((hit) => [hit.cardId, hit])).values()].toReversed()

export const previewing = Effect.gen(function* () {
  const find = yield* finding
  const place = yield* placing
  const repeatsOf = yield* repeating

  return Effect.fn("Drafts.preview")(function* (userId: UserId, chosen: ChosenDrafts) {
    const found = yield* find(userId, chosen)
    const { hits, skipped } = yield* repeatsOf(userId, found)
    const repeats = new Map(found.map(({ id }, i) => [id, hits[i] ?? []]))
    const drafts: Array<Draft> = []
    for (const some of Map.groupBy(found, ({ goalId }) => goalId).values()) {
      const placeOf = yield* place(some)
      for (const card of some) {
        const where = placeOf(card)
        const findings = where === null ? [] : findingsOf(card, where)
        drafts.push({ card, findings, duplicates: repeats.get(card.id) ?? [] })
      }
    }
    return { drafts, checkSkipped: skipped }
  })
})
