/**
 * An archive of reviews that may be damaged, slow or gone: who reads waits no longer than for a page. Writers are nobody's
 * request, and look after themselves.
 */
import { nobody, ReviewArchive, type StoreUnavailable } from "@loopi/core"
import { Effect, Layer } from "effect"
import * as Guard from "./Guard.ts"
import { patiently } from "./Patience.ts"
import { unavailable } from "./unavailable.ts"

export const layer = <E, R>(inner: Layer.Layer<ReviewArchive, E, R>): Layer.Layer<ReviewArchive, E, R> =>
  Layer.effect(ReviewArchive, Effect.flatMap(ReviewArchive, guarded)).pipe(Layer.provide(inner))

const guarded = Effect.fnUntraced(function* (archive: ReviewArchive["Service"]) {
  const { call } = yield* Guard.make<StoreUnavailable>({
    part: "archive",
    by: "archive.read",
    patience: yield* patiently("3 seconds"),
    inARow: 1,
    longestRest: "5 seconds",
    ...unavailable("archive.read"),
    probe: archive.latest(nobody, { limit: 1 })
  })

  return ReviewArchive.of({
    ...archive,
    ofCards: (userId, cardIds) => call(archive.ofCards(userId, cardIds)),
    latest: (userId, page) => call(archive.latest(userId, page)),
    ofDays: (userId, range) => call(archive.ofDays(userId, range)),
    takenBack: (userId) => call(archive.takenBack(userId)),
    known: (userId, ids) => call(archive.known(userId, ids))
  })
})
