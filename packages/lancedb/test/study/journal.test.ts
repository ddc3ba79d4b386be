/**
 * What the journal makes of files that a crash, a disk or a hand has changed.
 */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFrames } from "../../src/study/journal/frame.ts"
import type { JournalEntry } from "../../src/study/journal/JournalEntry.ts"
import { recover } from "../../src/study/journal/recover.ts"
import { segmentAt } from "../../src/study/journal/segments.ts"
import * as StudyJournal from "../../src/study/journal/StudyJournal.ts"
import { StudyJournalDamaged } from "../../src/study/StudyJournalUnusable.ts"
import { fixtures } from "@loopi/core/testing"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { entriesOf } from "./entries.ts"

const begin = () => Effect.succeed({ begunAt: fixtures.january(1), recorded: null, checkpoint: null })

/** A journal on a directory for as long as it is used. */
const using = <A, E>(directory: string, use: (journal: StudyJournal.StudyJournal) => Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    const { tail } = yield* recover(directory)
    return yield* use(yield* StudyJournal.make({ directory, tail, begin, apply: () => {} }))
  }).pipe(Effect.scoped)

const commitAll = (directory: string, entries: ReadonlyArray<JournalEntry>) =>
  using(directory, ({ commit }) => Effect.forEach(entries, commit))

const entriesIn = (directory: string) =>
  Effect.map(recover(directory), ({ segments }) => segments.flatMap(({ entries }) => entries))

const segment = (directory: string, number: number) => segmentAt(directory, number).path

/** A directory with a journal of one segment, and that segment. */
const written = Effect.fnUntraced(function* (ratings: number) {
  const directory = yield* temporaryDirectory
  const entries = yield* entriesOf(ratings)
  yield* commitAll(directory, entries)
  return { directory, entries, bytes: readFileSync(segment(directory, 1)) }
})

describe("the study journal", () => {
  it.effect("gives back what was committed, in order, however often it is opened", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const entries = yield* entriesOf(4)
      for (const entry of entries) yield* commitAll(directory, [entry])
      assert.deepStrictEqual(yield* entriesIn(directory), entries)
    })
  )

  it.effect("keeps every line before the one that was cut off, wherever it was cut", () =>
    Effect.gen(function* () {
      const { bytes, directory, entries } = yield* written(3)
      const ends = lineEnds(bytes)
      for (let length = bytes.length; length >= 0; length--) {
        const whole = ends.filter((end) => end <= length).length
        const { rest, texts } = readFrames(bytes.subarray(0, length))
        assert.strictEqual(texts.length, whole)
        assert.strictEqual(rest, length === 0 || ends.includes(length) ? "none" : "torn", `cut at ${length}`)
      }
      // Some of them once more by opening the journal, and adding to it.
      for (let length = bytes.length; length > (ends.at(-2) ?? 0); length -= 5) {
        const cut = mkdtempSync(join(directory, "cut"))
        writeFileSync(segment(cut, 1), bytes.subarray(0, length))
        const kept = length === bytes.length ? entries : entries.slice(0, -1)
        if (length % 3 > 0) assert.deepStrictEqual(yield* entriesIn(cut), kept, `cut at ${length}`)
        else {
          yield* commitAll(cut, entries.slice(-1))
          assert.deepStrictEqual(yield* entriesIn(cut), [...kept, ...entries.slice(-1)], `cut at ${length}`)
        }
        rmSync(cut, { recursive: true })
      }
    })
  )

  it.effect("takes zeros for a line whose writing was cut off", () =>
    Effect.gen(function* () {
      const { bytes } = yield* written(2)
      for (let length = 0; length < bytes.length; length += 7) {
        const zeros = Buffer.concat([bytes.subarray(0, length), Buffer.alloc(bytes.length - length)])
        assert.strictEqual(readFrames(zeros).rest, "torn", `zeros from ${length}`)
      }
    })
  )

  it.effect("finds every single byte that was changed, and never takes it for a line cut off", () =>
    Effect.gen(function* () {
      const { bytes } = yield* written(2)
      for (const change of [(byte: number) => byte ^ 1, (byte: number) => byte ^ 0x80, () => 0, () => 0x0a]) {
        for (const [at, byte] of bytes.entries()) {
          const changed = Buffer.from(bytes)
          changed[at] = change(byte)
          if (changed[at] !== byte) assert.strictEqual(readFrames(changed).rest, "damaged", `byte ${at}`)
        }
      }
    })
  )

  it.effect("refuses to open when an acknowledged line has changed, and says where", () =>
    Effect.gen(function* () {
      const { bytes, directory } = yield* written(3)
      const [, first = 0, second = 0] = lineEnds(bytes)
      bytes[first + 40] = 0x20
      const path = segment(directory, 1)
      writeFileSync(path, bytes)
      const damaged = StudyJournalDamaged.make({ path, offset: first, reason: "unreadable" })
      assert.deepStrictEqual(yield* Effect.flip(recover(directory)), damaged)
      assert.isAbove(second, first)
      assert.deepStrictEqual(readFileSync(path), bytes, "nothing was cut off")
    })
  )

  it.effect("refuses to open when a line was taken out, or two have changed places", () =>
    Effect.gen(function* () {
      const { bytes } = yield* written(3)
      const [header = 0, first = 0, second = 0] = lineEnds(bytes)
      const part = (from: number, to: number) => bytes.subarray(from, to)
      const without = Buffer.concat([part(0, header), part(first, bytes.length)])
      assert.strictEqual(readFrames(without).rest, "damaged")
      const swapped = [part(0, header), part(first, second), part(header, first), part(second, bytes.length)]
      assert.strictEqual(readFrames(Buffer.concat(swapped)).rest, "damaged")
    })
  )

  it.effect("refuses to open when a segment is missing, shortened, or another's", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const entries = yield* entriesOf(3)
      for (const entry of entries) yield* commitAll(directory, [entry])
      const copyWithout = (change: (copy: string) => void) =>
        Effect.suspend(() => {
          const copy = mkdtempSync(join(directory, "copy"))
          for (let n = 1; n <= 4; n++) writeFileSync(segment(copy, n), readFileSync(segment(directory, n)))
          change(copy)
          return Effect.map(Effect.flip(recover(copy)), (error) => ("reason" in error ? error.reason : error._tag))
        })
      assert.strictEqual(yield* copyWithout((copy) => rmSync(segment(copy, 1))), "missing")
      assert.strictEqual(yield* copyWithout((copy) => rmSync(segment(copy, 3))), "missing")
      assert.strictEqual(yield* copyWithout((copy) => truncateSync(segment(copy, 2), 300)), "shortened")
      const other = readFileSync(segment(directory, 3))
      assert.strictEqual(
        yield* copyWithout((copy) => writeFileSync(segment(copy, 2), Buffer.concat([other, other]))),
        "unreadable"
      )
    })
  )

  it.effect("does not count what a failed write left behind", () =>
    Effect.gen(function* () {
      const { bytes, directory, entries } = yield* written(3)
      yield* commitAll(directory, entries.slice(-1))
      // As whole lines, they would be taken for acknowledged if the next segment did not say otherwise.
      const [header = 0, first = 0] = lineEnds(bytes)
      appendFileSync(segment(directory, 1), bytes.subarray(header, first))
      assert.deepStrictEqual(yield* entriesIn(directory), [...entries, ...entries.slice(-1)])
    })
  )

  it.effect("opens after a crash in the middle of beginning a segment", () =>
    Effect.gen(function* () {
      const { bytes, directory, entries } = yield* written(1)
      for (const length of [0, 10, 100]) {
        writeFileSync(segment(directory, 2), bytes.subarray(0, length))
        assert.deepStrictEqual(yield* entriesIn(directory), entries)
      }
      mkdirSync(join(directory, "somebody else's"))
      yield* commitAll(directory, entries.slice(-1))
      assert.deepStrictEqual(yield* entriesIn(directory), [...entries, ...entries.slice(-1)])
    })
  )

  it.effect("writes what comes at once together, and refuses after it was closed", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const entries = yield* entriesOf(50)
      const late = yield* using(directory, (journal) =>
        Effect.as(Effect.forEach(entries, journal.commit, { concurrency: "unbounded" }), journal)
      )
      assert.deepStrictEqual(yield* entriesIn(directory), entries)
      const [entry] = entries
      assert.isDefined(entry)
      assert.strictEqual((yield* Effect.flip(late.commit(entry)))._tag, "StoreUnavailable")
    })
  )
})

/** Where each line ends; the first is the header. */
const lineEnds = (bytes: Buffer): ReadonlyArray<number> =>
  [...bytes.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []))
