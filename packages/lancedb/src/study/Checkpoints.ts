/**
 * Takes what the journal says over into a table, so that it may be forgotten and a start is quick.
 */
import type { StoreUnavailable } from "@loopi/core"
import { Array, DateTime, Effect, Semaphore } from "effect"
import { forgettable, type Retention } from "./forgettable.ts"
import type { StudyJournal } from "./journal/StudyJournal.ts"
import type { JournalledReview } from "./state/JournalledReviews.ts"
import type { CardKey, StudyMemory } from "./StudyMemory.ts"
import { goneRow, type ScheduleRow } from "./table/encode.ts"
import type { ScheduleTables } from "./table/ScheduleTables.ts"

export interface Checkpoints {
  /** Takes over everything that is durable now. */
  readonly take: Effect.Effect<void, StoreUnavailable>
  /** Forgets what is kept elsewhere, and says how many reviews that were. */
  readonly drop: Effect.Effect<number, StoreUnavailable>
  /** Leaves nothing on the disk that does not count any more: all that counts is written anew. While nothing is archived. */
  readonly purge: Effect.Effect<void, StoreUnavailable>
}

export interface CheckpointParts {
  readonly memory: StudyMemory
  readonly journal: StudyJournal
  readonly tables: ScheduleTables
  readonly retention: Retention
}

export const make = ({ journal, memory, retention, tables }: CheckpointParts): Checkpoints => {
  const turn = Semaphore.makeUnsafe(1)

  const drop = Effect.gen(function* () {
    const number = forgettable(memory, retention, yield* DateTime.now)
    if (number === undefined) return 0
    yield* journal.forget(number)
    for (const known of memory.segments.keys()) if (known <= number) memory.segments.delete(known)
    return memory.reviews.drop(number)
  })

  const write = Effect.fnUntraced(function* ({ covered, rows, whole }: Snapshot) {
    const { checkpoint } = memory.recorded()
    const written =
      whole || checkpoint === null ? tables.rewrite(checkpoint, rows, covered) : tables.add(checkpoint, rows, covered)
    const next = yield* written
    yield* journal.commit({ _tag: "Checkpointed", checkpoint: next })
    if (whole) yield* tables.tidy(next)
  })

  const take = Effect.gen(function* () {
    if (memory.lines() === 0) return
    const snapshot = yield* journal.seal((covered) => snapshotOf(memory, covered))
    yield* Effect.tapError(write(snapshot), () => Effect.sync(() => memory.giveBack(snapshot.changed)))
    yield* drop
  })

  const purge = Effect.gen(function* () {
    const { snapshot, reviews } = yield* journal.seal((covered) => ({
      snapshot: snapshotOf(memory, covered, true),
      reviews: memory.reviews.upTo(covered)
    }))
    yield* Effect.tapError(write(snapshot), () => Effect.sync(() => memory.giveBack(snapshot.changed)))
    for (const some of Array.chunksOf(reviews, carriedTogether)) {
      yield* journal.commit({ _tag: "Carried", reviews: some.map((one) => carriedOf(memory, one)) })
    }
    yield* journal.forget(snapshot.covered)
    for (const known of memory.segments.keys()) if (known <= snapshot.covered) memory.segments.delete(known)
  })

  return {
    purge: turn.withPermit(Effect.uninterruptible(purge)),
    take: turn.withPermit(Effect.uninterruptible(take)),
    drop: turn.withPermit(drop)
  }
}

/** The state at the end of a segment. */
interface Snapshot {
  readonly covered: number
  readonly changed: ReadonlyArray<CardKey>
  /** Of all schedules, or only of those that changed. */
  readonly whole: boolean
  readonly rows: ReadonlyArray<ScheduleRow>
}

const carriedOf = (memory: StudyMemory, { at, review }: JournalledReview) => ({
  at: DateTime.makeUnsafe(at),
  review,
  archived: !memory.reviews.waiting.has(review.id)
})

/** Some 400 kilobytes. */
const carriedTogether = 1_000

const snapshotOf = (memory: StudyMemory, covered: number, anew = false): Snapshot => {
  const { state } = memory
  const { checkpoint } = memory.recorded()
  const changed = memory.takeChanged()
  const whole =
    anew ||
    checkpoint === null ||
    checkpoint.version > mostVersions ||
    checkpoint.rows + changed.length > mostRows(state.size())
  if (whole)
    return {
      covered,
      changed,
      whole,
      rows: Array.fromIterable(state.all()).map((schedule) => ({ schedule, gone: false }))
    }
  const rows = changed.map((key) => {
    const schedule = state.get(key.userId, key.cardId)
    return schedule === undefined ? goneRow(key) : { schedule, gone: false }
  })
  return { covered, changed, whole, rows }
}

/** Each checkpoint adds a file to read at the start. */
const mostVersions = 200

/** When more than half of a large table is out of date, it is written anew. */
const mostRows = (schedules: number) => 2 * schedules + 10_000
