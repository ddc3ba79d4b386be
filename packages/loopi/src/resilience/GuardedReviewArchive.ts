/**
 * An archive of reviews that may be damaged, slow or gone: who reads waits no longer than for a page. Writers are nobody's
 * request, and look after themselves.
 */
import { ReviewArchive, type StoreUnavailable, UserId } from "@loopi/core"
import { Effect, Layer } from "effect"
import * as Guard from "./Guard.ts"
import { unavailable } from "./unavailable.ts"

export const layer = <E, R>(inner: Layer.Layer<ReviewArchive, E, R>): Layer.Layer<ReviewArchive, E, R> =>
  Layer.effect(ReviewArchive, Effect.flatMap(ReviewArchive, guarded)).pipe(Layer.provide(inner))

const guarded = Effect.fnUntraced(function* (archive: ReviewArchive["Service"]) {
  const guard = yield* Guard.make<StoreUnavailable>({
    part: "archive",
    by: "archive.read",
    patience: "3 seconds",
    longestRest: "5 seconds",
    ...unavailable("archive.read"),
    probe: archive.latest(nobody, { limit: 1 })
  })

  return ReviewArchive.of({
    ...archive,
    ofCards: (userId, cardIds) => guard(archive.ofCards(userId, cardIds)),
    latest: (userId, page) => guard(archive.latest(userId, page)),
    ofDays: (userId, range) => guard(archive.ofDays(userId, range)),
    takenBack: (userId) => guard(archive.takenBack(userId)),
    known: (userId, ids) => guard(archive.known(userId, ids))
  })
})

const nobody = UserId.make("00000000-0000-7000-8000-000000000000")
