/**
 * How many rows the archive has. All columns are read, so that what the disk has damaged shows, but no review is made.
 */
import { Stream } from "effect"
import { unavailable } from "../attempt.ts"
import type { UseTable } from "./ArchiveTable.ts"

const operation = "ReviewArchive.count"

export const countIn = (use: UseTable) =>
  Stream.fromEffect(use(operation, (table) => Promise.resolve(table.query()))).pipe(
    Stream.flatMap((query) => Stream.fromAsyncIterable(query, unavailable(operation))),
    Stream.runFold(
      () => 0,
      (rows, { numRows }) => rows + numRows
    )
  )
