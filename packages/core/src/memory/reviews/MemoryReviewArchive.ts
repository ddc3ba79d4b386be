/**
 * Keeps every state of an archive in an array: the last one is what is read.
 */
import { Effect, Layer } from "effect"
import { ArchiveDamaged, type ArchivePoint } from "../../domain/reviews/Archive.ts"
import type { Review } from "../../domain/reviews/Review.ts"
import { ReviewArchive } from "../../ports/reviews/ReviewArchive.ts"
import { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { tierOver } from "./tierOver.ts"

interface State {
  readonly point: ArchivePoint
  readonly reviews: ReadonlyArray<Review>
}

/** The point of a state that was swept away: no writer names it. */
const gone: ArchivePoint = { version: 0, reviews: -1 }

export const layer: Layer.Layer<ReviewArchive> = Layer.sync(ReviewArchive, () => {
  const states: Array<State> = []
  const become = (reviews: ReadonlyArray<Review>) =>
    Effect.sync(() => {
      const point = { version: states.length + 1, reviews: reviews.length }
      states.push({ point, reviews })
      return point
    })
  const newest = Effect.suspend(() => {
    const state = states.at(-1)
    const cause = "there is no archive"
    return state === undefined ? StoreUnavailable.make({ operation: "ReviewArchive", cause }) : Effect.succeed(state)
  })

  const settle = Effect.fnUntraced(function* (recorded: ArchivePoint) {
    const state = states[recorded.version - 1]
    if (states.length === 0) return yield* ArchiveDamaged.make({ reason: "missing", recorded, detail: "memory" })
    if (state === undefined || state.point.reviews !== recorded.reviews) {
      return yield* ArchiveDamaged.make({ reason: "behind", recorded, detail: `${states.length} states` })
    }
    if (states.length > recorded.version) yield* become(state.reviews)
    return yield* newest
  })

  return ReviewArchive.of({
    ...tierOver(Effect.map(newest, ({ reviews }) => reviews)),
    known: (userId, ids) =>
      Effect.map(
        newest,
        ({ reviews }) =>
          new Set(reviews.filter((it) => it.userId === userId && ids.includes(it.id)).map(({ id }) => id))
      ),
    countOf: (userId) =>
      Effect.map(newest, ({ reviews }) => reviews.filter((review) => review.userId === userId).length),
    count: Effect.map(newest, ({ reviews }) => reviews.length),
    create: Effect.suspend(() => {
      const { point } = states.at(-1) ?? {}
      if (point === undefined) return become([])
      if (point.reviews === 0) return Effect.succeed(point)
      return ArchiveDamaged.make({ reason: "foreign", recorded: null, detail: `${point.reviews} reviews` })
    }),
    settle: (at) => Effect.map(settle(at), ({ point }) => point),
    append: (after, reviews) => Effect.flatMap(settle(after), (state) => become([...state.reviews, ...reviews])),
    compact: (at) => Effect.map(settle(at), ({ point }) => point),
    erase: (at, userIds) =>
      Effect.flatMap(settle(at), ({ reviews }) => become(reviews.filter(({ userId }) => !userIds.includes(userId)))),
    sweep: (at) =>
      Effect.map(settle(at), ({ point }) => {
        for (const [i, state] of states.entries()) if (state.point !== point) states[i] = { point: gone, reviews: [] }
        return point
      })
  })
})
