/**
 * The tables that checkpoints are kept in. A checkpoint adds rows to the newest; when most of its rows are out of date,
 * a new table is written and the old one goes. Which one counts, and in which version, is a line of the journal.
 */
import { join } from "node:path"
import type { Table } from "@lancedb/lancedb"
import type { StoreUnavailable } from "@loopi/core"
import type { RecordBatch } from "apache-arrow"
import { Effect } from "effect"
import { attempt, unavailable } from "../../attempt.ts"
import { dropManifestsAfter } from "../../files/manifests.ts"
import { type Synced, syncFiles } from "../../files/syncFiles.ts"
import type { LanceDb } from "../../LanceDb.ts"
import type { Checkpoint } from "../journal/JournalEntry.ts"
import { StudyJournalDamaged } from "../StudyJournalUnusable.ts"
import { columns, type ScheduleColumns } from "./columns.ts"
import { encode, type ScheduleRow } from "./encode.ts"

export interface ScheduleTables {
  readonly names: Effect.Effect<ReadonlyArray<string>, StoreUnavailable>
  readonly load: (
    checkpoint: Checkpoint
  ) => Effect.Effect<ReadonlyArray<RecordBatch<ScheduleColumns>>, StudyJournalDamaged | StoreUnavailable>
  /** Adds rows to the checkpoint's table. On the disk when it succeeds, as is what `rewrite` writes. */
  readonly add: (
    before: Checkpoint,
    rows: ReadonlyArray<ScheduleRow>,
    covered: number
  ) => Effect.Effect<Checkpoint, StoreUnavailable>
  /** Writes a table of its own. */
  readonly rewrite: (
    before: Checkpoint | null,
    rows: ReadonlyArray<ScheduleRow>,
    covered: number
  ) => Effect.Effect<Checkpoint, StoreUnavailable>
  /** Removes the tables that do not count. */
  readonly tidy: (counts: Checkpoint | null) => Effect.Effect<void, StoreUnavailable>
}

const prefix = "schedules_"
const nameOf = (table: number) => `${prefix}${table}`
const operation = "StudyCheckpoint"
const step = <A>(call: () => Promise<A>) => attempt(operation, call)

export const make = ({ connection, directory }: LanceDb["Service"]): ScheduleTables => {
  const synced: Synced = new Map()
  const folderOf = (table: number) => join(directory, `${nameOf(table)}.lance`)
  const names = Effect.map(
    step(() => connection.tableNames()),
    (all) => all.filter((name) => name.startsWith(prefix))
  )

  /** The table at its checkpoint: what was written after it was never recorded, and may not even be whole. */
  const openAt = ({ table, version }: Checkpoint) =>
    Effect.andThen(
      dropManifestsAfter(operation, folderOf(table), version),
      step(() => connection.openTable(nameOf(table)))
    )

  const finished = Effect.fnUntraced(function* (opened: Table, { rows, table }: Checkpoint, covered: number) {
    yield* syncFiles(operation, folderOf(table), synced)
    const version = yield* step(() => opened.version())
    const found = yield* step(() => opened.countRows())
    opened.close()
    if (found !== rows) return yield* unavailable(operation)(`It holds ${found} rows, not ${rows}`)
    return { table, version, rows, covered }
  })

  return {
    names,
    load: (checkpoint) =>
      Effect.gen(function* () {
        const opened = yield* openAt(checkpoint)
        const found = yield* step(() => opened.query().toArrow())
        opened.close()
        if (found.numRows === checkpoint.rows) return found.batches
        return yield* unavailable(operation)(`It holds ${found.numRows} rows, not ${checkpoint.rows}`)
      }).pipe(
        Effect.tapError((error) => Effect.logError("The checkpoint of the schedules cannot be read.", error)),
        Effect.mapError(() =>
          StudyJournalDamaged.make({ path: folderOf(checkpoint.table), offset: 0, reason: "unreadable" })
        )
      ),
    add: Effect.fnUntraced(function* (before, rows, covered) {
      if (rows.length === 0) return { ...before, covered }
      const opened = yield* openAt(before)
      yield* step(() => opened.add(encode(rows, covered)))
      return yield* finished(opened, { ...before, rows: before.rows + rows.length }, covered)
    }),
    rewrite: Effect.fnUntraced(function* (before, rows, covered) {
      const table = (before?.table ?? 0) + 1
      if ((yield* names).includes(nameOf(table))) yield* step(() => connection.dropTable(nameOf(table)))
      const opened = yield* step(() => connection.createEmptyTable(nameOf(table), columns))
      if (rows.length > 0) yield* step(() => opened.add(encode(rows, covered)))
      return yield* finished(opened, { table, version: 0, rows: rows.length, covered }, covered)
    }),
    tidy: Effect.fnUntraced(function* (counts) {
      const others = (yield* names).filter((name) => name !== nameOf(counts?.table ?? 0))
      yield* Effect.forEach(others, (name) => step(() => connection.dropTable(name)), { discard: true })
    })
  }
}
