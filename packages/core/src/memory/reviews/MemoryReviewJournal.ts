/**
 * The journal of a history that is kept elsewhere in memory: what was drained and dropped is remembered, and hidden.
 */
import { Context, DateTime, Duration, Effect, Layer, Semaphore, Stream } from "effect"
import type { ArchivePoint } from "../../domain/reviews/Archive.ts"
import type { ReviewId } from "../../domain/reviews/Review.ts"
import { type DrainBatch, ReviewDrain } from "../../ports/reviews/ReviewDrain.ts"
import { ReviewJournal } from "../../ports/reviews/ReviewJournal.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { tierOver } from "./tierOver.ts"

export interface JournalOptions {
  /** How long a review stays after it was archived. */
  readonly keeps: Duration.Input
}

export const layer = ({ keeps }: JournalOptions): Layer.Layer<ReviewJournal | ReviewDrain, never, ReviewLog> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const log = yield* ReviewLog
      const turns = yield* Semaphore.make(1)
      const archivedAt = new Map<ReviewId, DateTime.Utc>()
      const dropped = new Set<ReviewId>()
      let recorded: ArchivePoint | null = null

      const held = Effect.map(Stream.runCollect(Stream.flatMap(log.learners, log.replay)), (reviews) =>
        reviews.filter(({ id }) => !dropped.has(id))
      )
      const waiting = Effect.map(held, (reviews) => reviews.filter(({ id }) => !archivedAt.has(id)))

      const turn = <E>(limit: number, keep: (batch: DrainBatch) => Effect.Effect<ArchivePoint, E>) =>
        Effect.gen(function* () {
          const reviews = (yield* waiting).slice(0, limit)
          const point = yield* keep({ reviews, recorded })
          const now = yield* DateTime.now
          recorded = point
          for (const { id } of reviews) archivedAt.set(id, now)
          return { point, archived: reviews.length }
        }).pipe(turns.withPermitsIfAvailable(1))

      return Context.make(
        ReviewJournal,
        ReviewJournal.of({ ...tierOver(held), keeps: Duration.fromInputUnsafe(keeps), append: log.append })
      ).pipe(
        Context.add(
          ReviewDrain,
          ReviewDrain.of({
            turn,
            drop: Effect.gen(function* () {
              const before = DateTime.subtractDuration(yield* DateTime.now, keeps)
              const gone = [...archivedAt].filter(
                ([id, at]) => !dropped.has(id) && DateTime.isLessThanOrEqualTo(at, before)
              )
              for (const [id] of gone) dropped.add(id)
              return gone.length
            }),
            backlog: Effect.map(waiting, (reviews) => ({
              waiting: reviews.length,
              since: reviews.map(({ reviewedAt }) => reviewedAt).reduce<DateTime.Utc | null>(earlier, null)
            })),
            held: Effect.map(held, (reviews) => reviews.filter(({ id }) => archivedAt.has(id)).length),
            reset: Effect.sync(() => {
              archivedAt.clear()
              recorded = null
            })
          })
        )
      )
    })
  )

const earlier = (a: DateTime.Utc | null, b: DateTime.Utc) => (a === null ? b : DateTime.min(a, b))
