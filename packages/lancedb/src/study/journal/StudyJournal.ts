/**
 * Where a rating is kept before anybody is told so. Those that come while the disk is busy share the next write, so
 * many learners cost it little more than one.
 */
import { StoreUnavailable } from "@loopi/core"
import { Deferred, Effect, Exit, Queue, Semaphore } from "effect"
import * as disk from "./disk.ts"
import { encodeLine, type JournalEntry } from "./JournalEntry.ts"
import * as SegmentWriter from "./SegmentWriter.ts"
import { segmentsAmong } from "./segments.ts"

export interface StudyJournal {
  /** Succeeds once the entry is on the disk and applied. It cannot be called back: a line that was begun counts. */
  readonly commit: (entry: JournalEntry) => Effect.Effect<void, StoreUnavailable>
  /** Ends the segment; whatever was applied until now is in the one whose number it gives, or before. */
  readonly seal: <A>(withNumber: (number: number) => A) => Effect.Effect<A>
  /** Removes segments up to a number, oldest first: what they hold is kept elsewhere now. */
  readonly forget: (number: number) => Effect.Effect<void, StoreUnavailable>
  /** Takes no more entries: the directory is somebody else's now. */
  readonly close: () => void
}

export interface JournalOptions extends SegmentWriter.SegmentWriterOptions {
  /** Told of every entry that is on the disk, in their order, before the caller is. */
  readonly apply: (entry: JournalEntry, segment: number) => void
}

interface Waiting {
  readonly entry: JournalEntry
  readonly line: string
  readonly done: Deferred.Deferred<void, StoreUnavailable>
}

export const make = Effect.fnUntraced(function* (options: JournalOptions) {
  const { apply, directory } = options
  const writer = SegmentWriter.make(options)
  const turn = yield* Semaphore.make(1)
  const nudge = yield* Queue.sliding<void>(1)
  let waiting: Array<Waiting> = []
  let open = true

  /** Writes what has come together until its turn. */
  const write = turn.withPermit(
    Effect.suspend(() => {
      const batch = waiting
      waiting = []
      return batch.length === 0 ? Effect.void : writeAll(batch)
    })
  )

  const writeAll = Effect.fnUntraced(function* (batch: ReadonlyArray<Waiting>) {
    const exit = yield* Effect.exit(writer.write(batch.map(({ line }) => line)))
    for (const { done, entry } of batch) {
      if (Exit.isSuccess(exit)) apply(entry, exit.value)
      Deferred.doneUnsafe(done, Exit.asVoid(exit))
    }
  })

  const close = () => void (open = false)

  yield* Effect.addFinalizer(() => Effect.sync(close).pipe(Effect.andThen(write), Effect.andThen(writer.seal)))
  yield* Queue.take(nudge).pipe(Effect.andThen(Effect.uninterruptible(write)), Effect.forever, Effect.forkScoped)

  const commit = (entry: JournalEntry): Effect.Effect<void, StoreUnavailable> =>
    Effect.suspend(() => {
      if (!open) return StoreUnavailable.make({ operation: "StudyJournal.commit", cause: "The store is closed." })
      const done = Deferred.makeUnsafe<void, StoreUnavailable>()
      waiting.push({ entry, line: encodeLine(entry), done })
      Queue.offerUnsafe(nudge, undefined)
      return Effect.uninterruptible(Deferred.await(done))
    })

  const forget = Effect.fnUntraced(function* (number: number) {
    const segments = segmentsAmong(directory, yield* disk.list(directory))
    const covered = segments.filter((segment) => segment.number <= number)
    yield* Effect.forEach(covered, ({ path }) => disk.remove(path), { discard: true })
    if (covered.length > 0) yield* disk.sync(directory)
  })

  const journal: StudyJournal = {
    commit,
    seal: (withNumber) => turn.withPermit(Effect.map(Effect.uninterruptible(writer.seal), withNumber)),
    forget,
    close
  }
  return journal
})
