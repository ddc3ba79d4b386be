/**
 * Reads the journal at the start. What was acknowledged is given back or the start is refused; nothing is skipped.
 */
import type { StoreUnavailable } from "@loopi/core"
import { Effect, Result } from "effect"
import { StudyJournalDamaged } from "../StudyJournalUnusable.ts"
import * as disk from "./disk.ts"
import { type Frames, readFrames } from "./frame.ts"
import { decodeLine, type JournalEntry, type Recorded, rememberedAfter, type SegmentHeader } from "./JournalEntry.ts"
import { type Segment, segmentsAmong, type Tail } from "./segments.ts"

export interface RecoveredSegment {
  readonly header: SegmentHeader
  readonly entries: ReadonlyArray<JournalEntry>
}

export interface Recovered {
  /** Oldest first. */
  readonly segments: ReadonlyArray<RecoveredSegment>
  readonly recorded: Recorded
  readonly tail: Tail
}

export const recover: (directory: string) => Effect.Effect<Recovered, StudyJournalDamaged | StoreUnavailable> =
  Effect.fn("StudyJournal.recover")(function* (directory) {
    const files = segmentsAmong(directory, yield* disk.list(directory))
    const missing = StudyJournalDamaged.make({ path: directory, offset: 0, reason: "missing" })
    if (files.some(({ number }, i) => number !== (files[0]?.number ?? 0) + i)) return yield* missing

    const segments: Array<RecoveredSegment> = []
    let tail: Tail | undefined
    // From the newest back, as each segment says how much of the one before counts.
    for (const file of files.toReversed()) {
      const frames: Frames = yield* readSegment(file, segments[0]?.header.previousLength ?? null)
      // A crash while the newest was being created: no line in it was acknowledged.
      if (frames.texts.length === 0) yield* disk.remove(file.path)
      else {
        segments.unshift(yield* decodeLines(file, frames.texts))
        tail ??= { number: file.number, length: frames.length }
      }
    }

    const recorded = rememberedBy(segments)
    const oldest = segments[0]?.header.number ?? 1
    if (oldest > (recorded.checkpoint?.covered ?? 0) + 1) return yield* missing
    return { segments, recorded, tail: tail ?? { number: 0, length: null } }
  })

const rememberedBy = (segments: ReadonlyArray<RecoveredSegment>): Recorded => {
  const { checkpoint, recorded } = segments[0]?.header ?? { checkpoint: null, recorded: null }
  return segments.flatMap(({ entries }) => entries).reduce(rememberedAfter, { checkpoint, recorded })
}

/** The lines of a segment. `stated` is how much of it counts according to the next one; `null` for the newest. */
const readSegment = Effect.fnUntraced(function* ({ path }: Segment, stated: number | null) {
  const bytes = yield* disk.read(path)
  if (stated !== null && bytes.length < stated) {
    return yield* StudyJournalDamaged.make({ path, offset: bytes.length, reason: "shortened" })
  }
  const frames = readFrames(bytes.subarray(0, stated ?? bytes.length))
  if (frames.rest === "none") return frames
  if (frames.rest === "damaged" || stated !== null) {
    return yield* StudyJournalDamaged.make({ path, offset: frames.length, reason: "unreadable" })
  }
  yield* Effect.logWarning(
    `The study journal ends in a line that was being written when the program stopped, and nobody was told it was kept. ` +
      `Cut off ${bytes.length - frames.length} bytes of ${path}.`
  )
  yield* disk.cut(path, frames.length)
  yield* disk.sync(path)
  return frames
})

const decodeLines = Effect.fnUntraced(function* ({ number, path }: Segment, texts: ReadonlyArray<string>) {
  const entries: Array<JournalEntry> = []
  let header: SegmentHeader | undefined
  for (const text of texts) {
    const line = Result.getOrUndefined(decodeLine(text))
    if (line?._tag === "Segment" && header === undefined && line.number === number) header = line
    else if (line !== undefined && line._tag !== "Segment" && header !== undefined) entries.push(line)
    else return yield* StudyJournalDamaged.make({ path, offset: 0, reason: "unreadable" })
  }
  if (header === undefined) return yield* StudyJournalDamaged.make({ path, offset: 0, reason: "unreadable" })
  return { header, entries }
})
