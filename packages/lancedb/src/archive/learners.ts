/**
 * Everybody in the archive. One column is read, batch by batch; rows of one learner mostly lie together.
 */
import { UserId } from "@loopi/core"
import type { RecordBatch } from "apache-arrow"
import { Effect, Stream } from "effect"
import { unavailable } from "../attempt.ts"
import type { UseTable } from "./ArchiveTable.ts"
import type { ReviewColumns } from "./decode.ts"
import { uuidOf } from "../rows/ids.ts"

const operation = "ReviewArchive.learners"

export const learnersIn = (use: UseTable) =>
  Stream.suspend(() => {
    const met = new Set<string>()
    return Stream.fromEffect(use(operation, (table) => Promise.resolve(table.query().select(["user_id"])))).pipe(
      Stream.flatMap((query) => Stream.fromAsyncIterable(query, unavailable(operation))),
      Stream.mapEffect((batch: RecordBatch<ReviewColumns>) => Effect.sync(() => newIn(batch, met))),
      Stream.flattenIterable
    )
  })

const newIn = (batch: RecordBatch<ReviewColumns>, met: Set<string>): ReadonlyArray<UserId> => {
  const column = batch.getChild("user_id")
  const fresh: Array<UserId> = []
  let last: Uint8Array | undefined
  for (let row = 0; row < batch.numRows; row += 1) {
    const bytes = column?.get(row)
    if (bytes === null || bytes === undefined || (last !== undefined && Buffer.compare(last, bytes) === 0)) continue
    last = bytes
    const id = uuidOf(bytes)
    if (met.size < met.add(id).size) fresh.push(UserId.make(id, { disableChecks: true }))
  }
  return fresh
}
