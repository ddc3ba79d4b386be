/**
 * Adds lines to the newest segment. After a write that failed nobody knows what of it is on the disk, so that segment
 * is never written to again: the next one says how much of it counts.
 */
import type { FileHandle } from "node:fs/promises"
import type { StoreUnavailable } from "@loopi/core"
import { Effect } from "effect"
import * as disk from "./disk.ts"
import { frame } from "./frame.ts"
import { encodeLine, type Recorded, type SegmentHeader } from "./JournalEntry.ts"
import { type Segment, segmentAt, type Tail } from "./segments.ts"

export interface SegmentWriter {
  /** All of the lines are on the disk, in the segment whose number it gives; or none counts. */
  readonly write: (lines: ReadonlyArray<string>) => Effect.Effect<number, StoreUnavailable>
  /** Ends the newest segment and gives its number. */
  readonly seal: Effect.Effect<number>
}

interface Open extends Segment {
  readonly file: FileHandle
  length: number
  checksum: number
}

export interface SegmentWriterOptions {
  readonly directory: string
  readonly tail: Tail
  /** What the header of a new segment remembers. */
  readonly begin: (number: number) => Effect.Effect<Recorded & Pick<SegmentHeader, "begunAt">>
}

export const make = ({ begin: remembered, directory, tail: recovered }: SegmentWriterOptions): SegmentWriter => {
  let tail = recovered
  let open: Open | undefined

  const begin = Effect.gen(function* () {
    const segment = segmentAt(directory, tail.number + 1)
    return { ...segment, file: yield* disk.create(segment.path), length: 0, checksum: 0 }
  })

  const abandon = ({ file, length, path }: Open) =>
    Effect.andThen(
      disk.close(file),
      // Only tidiness: the number is taken again, or the next segment says what counts.
      Effect.ignore(length === 0 ? disk.remove(path) : disk.cut(path, length))
    )

  const add = Effect.fnUntraced(function* (segment: Open, lines: ReadonlyArray<string>) {
    let { checksum } = segment
    const bytes = Buffer.concat(
      lines.map((line) => {
        const framed = frame(line, checksum)
        checksum = framed.checksum
        return framed.bytes
      })
    )
    yield* disk.append(segment.file, bytes)
    if (segment.length === 0) yield* disk.sync(directory)
    Object.assign(segment, { checksum, length: segment.length + bytes.length })
  })

  const headerOf = ({ number }: Segment) =>
    Effect.map(remembered(number), (fields) =>
      encodeLine({ _tag: "Segment", format: 1, number, previousLength: tail.length, ...fields })
    )

  return {
    write: Effect.fnUntraced(function* (lines) {
      const segment = open ?? (yield* begin)
      open = undefined
      const all = segment.length === 0 ? [yield* headerOf(segment), ...lines] : lines
      yield* Effect.tapError(add(segment, all), () => abandon(segment))
      tail = { number: segment.number, length: segment.length }
      open = segment
      return segment.number
    }),
    seal: Effect.suspend(() => {
      const segment = open
      open = undefined
      return Effect.as(segment === undefined ? Effect.void : disk.close(segment.file), tail.number)
    })
  }
}
