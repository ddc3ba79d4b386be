/**
 * Writes to a table in turn, and has it kept quick to read.
 */
import type { Table } from "@lancedb/lancedb"
import { StoreUnavailable } from "@loopi/core"
import { Effect, Latch, Semaphore } from "effect"
import { attempt } from "../attempt.ts"
import { toItsEnd } from "../toItsEnd.ts"
import { keepUp } from "./keepUp.ts"

export interface Write {
  readonly operation: string
  readonly call: () => Promise<unknown>
  /** Whether it changes or removes rows that are there. Only asked while the table is compacted. */
  readonly overwrites: Effect.Effect<boolean, StoreUnavailable>
}

/**
 * One write at a time: writers at once make LanceDB redo what the other overtook. A write that has begun is awaited,
 * as LanceDB cannot be called back. New rows are also written while the table is compacted. What touches rows that are
 * there waits: else LanceDB throws the compaction away, and leaves its copy of the table on the disk. Where that takes
 * long whoever writes is told, and comes again.
 */
export const makeWriter = Effect.fnUntraced(function* (table: Table) {
  const [turn, touchable] = [yield* Semaphore.make(1), yield* Latch.make(true)]
  const { resting, written } = yield* keepUp(table, { turn, touchable })

  const unlessInTheWay = Effect.fnUntraced(function* ({ call, operation, overwrites }: Write) {
    if (!touchable.isOpen() && (yield* overwrites)) return false
    yield* attempt(operation, call)
    return true
  }, Effect.uninterruptible)

  const write = (asked: Write): Effect.Effect<void, StoreUnavailable> =>
    Effect.flatMap(toItsEnd(turn.withPermit(unlessInTheWay(asked))), (done) =>
      done ? written() : Effect.andThen(untilTouchable(asked), write(asked))
    )
  const untilTouchable = ({ operation }: Write) =>
    Effect.timeoutOrElse(touchable.await, {
      duration: patience,
      orElse: () => StoreUnavailable.make({ operation, cause: compacting })
    })
  /** Does something while nobody else in this process writes, nor any upkeep. */
  const alone = <A, E>(work: Effect.Effect<A, E>) => toItsEnd(resting(turn.withPermit(Effect.uninterruptible(work))))
  return { write, alone }
})

/** Why a write has to come again: nothing is wrong. */
export const compacting = "compacting"

const patience = "3 seconds"
