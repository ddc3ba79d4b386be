/**
 * Rows of an export as its lines.
 */
import { DateTime, Effect, Schema, Stream } from "effect"
import { exportFormat, ExportHeader, ExportRow, exportSections, ExportTrailer } from "../../domain/privacy/Export.ts"

const RowCodec = Schema.toCodecJson(ExportRow)
const encodeHeader = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(ExportHeader)))
const encodeRow = Schema.encodeSync(Schema.fromJsonString(RowCodec))
const encodeTrailer = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(ExportTrailer)))

/** What every row may be. Made once. */
const described = Effect.cached(
  Effect.suspend(() => {
    const { definitions, schema } = Schema.toJsonSchemaDocument(RowCodec)
    return Effect.orDie(Schema.decodeUnknownEffect(Schema.Json)({ ...schema, $defs: definitions }))
  })
)

export const exportLines = <E>(rows: Stream.Stream<ExportRow, E>): Stream.Stream<string, E> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const exportedAt = yield* DateTime.now
      const lines = yield* yield* described
      const counts = new Map<string, number>(exportSections.map((section) => [section, 0]))
      const header = encodeHeader({ loopi: "export", format: exportFormat, exportedAt, lines })
      const trailer = Effect.sync(() => encodeTrailer({ rows: Object.fromEntries(counts) }))
      const body = Stream.map(rows, (row) => {
        counts.set(row[0], (counts.get(row[0]) ?? 0) + 1)
        return encodeRow(row)
      })
      return Stream.succeed(header).pipe(Stream.concat(body), Stream.concat(Stream.fromEffect(trailer)))
    })
  )
