import { Context, Duration } from "effect"

/** How soon reviews move from the journal into the archive. Nobody has to say. */
export const ArchivingPace = Context.Reference<{
  /** As many go at once. */
  readonly batchSize: number
  /** How often it is looked whether a batch is full. */
  readonly lookEvery: Duration.Duration
  /** However few wait, they do not wait longer. */
  readonly atLeastEvery: Duration.Duration
}>("@loopi/core/ports/reviews/ArchivingPace", {
  defaultValue: () => ({
    // Written in some 100 ms, and large enough for the barrier to the disk to cost next to nothing.
    batchSize: 5_000,
    lookEvery: Duration.seconds(10),
    atLeastEvery: Duration.minutes(1)
  })
})
