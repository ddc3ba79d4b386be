/**
 * The files of the journal: numbered without a gap, each written by one process from its creation on.
 */
import { join } from "node:path"

export interface Segment {
  readonly number: number
  readonly path: string
}

/** The newest segment and how many of its bytes count; `null` for one that is not there any more. */
export interface Tail {
  readonly number: number
  readonly length: number | null
}

export const segmentAt = (directory: string, number: number): Segment => ({
  number,
  path: join(directory, `${`${number}`.padStart(digits, "0")}${ending}`)
})

/** The segments among the files of a directory, oldest first. */
export const segmentsAmong = (directory: string, names: ReadonlyArray<string>): ReadonlyArray<Segment> =>
  names
    .filter((name) => pattern.test(name))
    .map((name) => segmentAt(directory, Number(name.slice(0, digits))))
    .sort((a, b) => a.number - b.number)

const digits = 12
const ending = ".journal"
const pattern = /^\d{12}\.journal$/
