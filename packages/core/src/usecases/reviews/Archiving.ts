/**
 * Moves reviews from the journal into the archive, and keeps the archive in order.
 */
import { Context, Effect, Layer, Option } from "effect"
import type { ArchiveDamaged, ArchivePoint } from "../../domain/reviews/Archive.ts"
import { ArchivingPace } from "../../ports/reviews/ArchivingPace.ts"
import { ReviewArchive } from "../../ports/reviews/ReviewArchive.ts"
import { ReviewDrain } from "../../ports/reviews/ReviewDrain.ts"
import { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { archivingRounds } from "./archivingRounds.ts"

export class Archiving extends Context.Service<
  Archiving,
  {
    /**
     * Makes the archive where there is none yet, and undoes what a program added that did not live to record it. One that
     * was deleted is begun anew if the journal still has all of it. Nothing happens while another program has the turn.
     */
    readonly begin: Effect.Effect<void, ArchiveDamaged | StoreUnavailable>
    /** Moves everything that waits, and drops from the journal what was moved long ago. Says how many were moved. */
    readonly drain: Effect.Effect<number, ArchiveDamaged | StoreUnavailable>
    /** Rewrites the archive where more than `tolerated` pieces of it are small, and frees what old states took up. */
    readonly compact: (tolerated: number) => Effect.Effect<void, ArchiveDamaged | StoreUnavailable>
    /** Begins, and does all of it in time for as long as it is not interrupted. Outages are logged once and waited out. */
    readonly run: Effect.Effect<never>
  }
>()("@loopi/core/usecases/reviews/Archiving") {
  static readonly layer: Layer.Layer<Archiving, never, ReviewDrain | ReviewArchive> = Layer.effect(
    Archiving,
    Effect.gen(function* () {
      const { backlog, drop, held, reset, turn } = yield* ReviewDrain
      const archive = yield* ReviewArchive
      const { batchSize } = yield* ArchivingPace

      /** Somebody has deleted the archive: no harm as long as the journal still holds everything that was in it. */
      const beginAnew = Effect.fnUntraced(function* (missing: ArchiveDamaged) {
        const { reason, recorded } = missing
        if (reason !== "missing" || recorded === null || (yield* held) < recorded.reviews) return yield* missing
        yield* Effect.logWarning("The review archive is gone; it is made again from the journal, which has all of it.")
        yield* reset
        return yield* archive.create
      })

      const settled = (recorded: ArchivePoint | null) =>
        recorded === null
          ? archive.create
          : Effect.catchTag(archive.settle(recorded), "ArchiveDamaged", (damaged) => beginAnew(damaged))

      const begin = turn(0, ({ recorded }) => settled(recorded)).pipe(Effect.asVoid, Effect.withSpan("Archiving.begin"))

      const moveBatch = turn(batchSize, ({ recorded, reviews }) =>
        recorded === null ? notBegun : archive.append(recorded, reviews)
      ).pipe(Effect.map(Option.match({ onNone: () => 0, onSome: ({ archived }) => archived })))

      const drain = Effect.gen(function* () {
        yield* begin
        let moved = 0
        for (let count = batchSize; count === batchSize; moved += count) count = yield* moveBatch
        yield* Effect.repeat(drop, { while: (dropped) => dropped > 0 })
        return moved
      }).pipe(Effect.withSpan("Archiving.drain"))

      const compact = Effect.fn("Archiving.compact")(
        (tolerated: number) =>
          turn(0, ({ recorded }) => (recorded === null ? notBegun : archive.compact(recorded, tolerated))),
        Effect.asVoid
      )

      const isFull = Effect.map(backlog, ({ waiting }) => waiting >= batchSize)
      return Archiving.of({ begin, drain, compact, run: archivingRounds({ compact, drain, isFull }) })
    })
  )

  /** Has `run` go on in the background for as long as the layer is there, once the archive can be read. */
  static readonly layerRun: Layer.Layer<never, never, Archiving> = Layer.effectDiscard(
    Archiving.use(({ begin, run }) => Effect.andThen(Effect.ignore(begin, notOpened), Effect.forkScoped(run)))
  )
}

const notOpened = { log: "Warn", message: "The archive of reviews cannot be opened; rating goes on." } as const

const notBegun = StoreUnavailable.make({ operation: "Archiving", cause: "the archive has just been begun anew" })
