/**
 * Reviews as rows of the archive.
 */
import type { Review } from "@loopi/core"
import { Binary, type Data, type DataType, makeData, RecordBatch, Struct, Table, vectorFromArray } from "apache-arrow"
import { DateTime } from "effect"
import { idColumn, idWidth, packed } from "../rows/ids.ts"
import { phases } from "../rows/phases.ts"
import { columns } from "./columns.ts"

/** Copies reviews into one batch of rows. */
export const encode = (reviews: ReadonlyArray<Review>): Table => {
  const children = columns.fields.flatMap(({ name, type }) => {
    if (name === "user_id") return varying(reviews.map(({ userId }) => userId))
    if (name === "id") return idColumn(reviews.map(({ id }) => id))
    if (name === "card_id") return idColumn(reviews.map(({ cardId }) => cardId))
    return plain(reviews, name, type)
  })
  const rows = makeData({ type: new Struct(columns.fields), length: reviews.length, children })
  return new Table(columns, new RecordBatch(columns, rows))
}

const varying = (ids: ReadonlyArray<string>): Data => {
  const valueOffsets = Int32Array.from({ length: ids.length + 1 }, (_, row) => row * idWidth)
  return makeData({ type: new Binary(), length: ids.length, valueOffsets, data: packed(ids) })
}

const plain = (reviews: ReadonlyArray<Review>, name: string, type: DataType): ReadonlyArray<Data> =>
  vectorFromArray(
    reviews.map((review) => valueOf[name]?.(review) ?? null),
    type
  ).data

const valueOf: Record<string, (review: Review) => number | bigint | null> = {
  version: ({ version }) => version,
  rating: ({ rating }) => rating ?? 0,
  reviewed_at: ({ reviewedAt }) => BigInt(DateTime.toEpochMillis(reviewedAt)),
  study_day: ({ studyDay }) => studyDay,
  duration_ms: ({ durationMs }) => durationMs,
  desired_retention: ({ desiredRetention }) => desiredRetention,
  scheduler: ({ scheduler }) => scheduler,
  phase: ({ phase }) => phases.indexOf(phase),
  elapsed_days: ({ elapsedDays }) => elapsedDays,
  predicted: ({ predicted }) => predicted
}
