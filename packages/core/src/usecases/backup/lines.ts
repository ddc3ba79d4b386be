/**
 * Rows as the lines of a backup, and lines as rows again.
 */
import { Effect, Result, Schema, Stream, Struct } from "effect"
import {
  type BackupCounts,
  type BackupFlaw,
  backupFormat,
  BackupHeader,
  BackupRefused,
  BackupRow,
  type BackupSummary,
  BackupTrailer,
  noRows
} from "../../domain/upkeep/Backup.ts"
import { makeContentHash } from "./makeContentHash.ts"
import type { Contents } from "./contents.ts"

const encodeHeader = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(BackupHeader)))
const encodeRow = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(BackupRow)))
const encodeTrailer = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(BackupTrailer)))
const decodeHeader = Schema.decodeResult(Schema.fromJsonString(Schema.toCodecJson(BackupHeader)))
const decodeRow = Schema.decodeResult(Schema.fromJsonString(Schema.toCodecJson(BackupRow)))
const decodeTrailer = Schema.decodeResult(Schema.fromJsonString(Schema.toCodecJson(BackupTrailer)))
const decodeAnyHeader = Schema.decodeResult(
  Schema.fromJsonString(Schema.Struct({ loopi: Schema.Literal("backup"), format: Schema.Int }))
)

export const headerLine = (header: BackupHeader): string => encodeHeader(header)

/** Counts rows and hashes their lines as they go by. */
const makeTally = () => {
  const hash = makeContentHash()
  const rows: { -readonly [Section in keyof BackupCounts]: BackupCounts[Section] } = { ...noRows }
  return {
    add: (added: ReadonlyArray<BackupRow>, lines: ReadonlyArray<string>) => {
      for (const [section] of added) rows[section]++
      return hash.add(lines)
    },
    end: Effect.map(hash.end, (content): BackupTrailer => ({ rows, content }))
  }
}

/** The lines of the rows, and at last the trailer that goes with them. */
export const linesOf = (contents: Contents) =>
  Stream.suspend(() => {
    const tally = makeTally()
    const lines = Stream.mapArrayEffect(contents, (rows) => {
      const [first, ...others] = rows
      const lines = [encodeRow(first), ...others.map((row) => encodeRow(row))] as const
      return Effect.as(tally.add(rows, lines), lines)
    })
    return Stream.concat(lines, Stream.fromEffect(Effect.map(tally.end, (trailer) => encodeTrailer(trailer))))
  })

/** What the rows add up to, without their lines. */
export const trailerOf = Effect.fnUntraced(function* (contents: Contents) {
  const tally = makeTally()
  yield* Stream.runForEachArray(contents, (rows) =>
    tally.add(
      rows,
      rows.map((row) => encodeRow(row))
    )
  )
  return yield* tally.end
})

/** Reads a backup to its end. Nothing in it may be relied on before. */
export const summaryOf = Effect.fnUntraced(function* <E, R>(
  lines: Stream.Stream<string, E, R>
): Effect.fn.Return<BackupSummary, E | BackupRefused, R> {
  const tally = makeTally()
  let number = 0
  let header: BackupHeader | undefined
  let trailer: BackupTrailer | undefined

  yield* Stream.runForEachArray(
    lines,
    Effect.fnUntraced(function* (chunk) {
      const rows: Array<BackupRow> = []
      for (const line of chunk) {
        number++
        if (trailer !== undefined) return yield* refused("damaged", number)
        if (header === undefined) header = yield* headerIn(line)
        else if (isRow(line)) rows.push(yield* rowIn(line, number))
        else
          trailer = yield* Effect.fromResult(decodeTrailer(line)).pipe(
            Effect.mapError(() => refused("damaged", number))
          )
      }
      if (rows.length > 0) yield* tally.add(rows, chunk.filter(isRow))
    })
  )

  if (header === undefined) return yield* refused("not_a_backup", null)
  if (trailer === undefined) return yield* refused("truncated", number)
  const { content, rows } = yield* tally.end
  const same =
    trailer.content === content && Struct.keys(rows).every((section) => rows[section] === trailer?.rows[section])
  return same ? { ...header, ...trailer } : yield* refused("damaged", null)
})

/** The rows of a backup that was read to its end before. */
export const rowsOf = <E, R>(lines: Stream.Stream<string, E, R>): Stream.Stream<BackupRow, E | BackupRefused, R> =>
  Stream.filter(lines, isRow).pipe(Stream.mapEffect((line) => rowIn(line, null)))

const isRow = (line: string): boolean => line.startsWith("[")

/** A line that says the same in other letters is not one of ours: the hash is over letters. */
const rowIn = (line: string, number: number | null) =>
  Result.match(decodeRow(line), {
    onFailure: () => refused("damaged", number),
    onSuccess: (row) => (encodeRow(row) === line ? Effect.succeed(row) : refused("damaged", number))
  })

const headerIn = (line: string) =>
  Result.match(decodeHeader(line), {
    onSuccess: Effect.succeed,
    onFailure: () =>
      Result.match(decodeAnyHeader(line), {
        onSuccess: ({ format }) => refused(format > backupFormat ? "newer_format" : "not_a_backup", 1),
        onFailure: () => refused("not_a_backup", 1)
      })
  })

const refused = (flaw: BackupFlaw, line: number | null) => BackupRefused.make({ flaw, line })
