/**
 * Goes from one state of the archive to the next. Only who has the turn does, and every state given back is on the disk.
 */
import { join } from "node:path"
import type { Table } from "@lancedb/lancedb"
import { ArchiveDamaged, type ArchivePoint } from "@loopi/core"
import { Effect } from "effect"
import { dropManifestsAfter } from "../files/manifests.ts"
import { type Synced, syncFiles } from "../files/syncFiles.ts"
import type { LanceDb } from "../LanceDb.ts"
import { makeOrOpen, name } from "./ArchiveTable.ts"
import { operation, step } from "./step.ts"

/** The table and the point it is at. */
export interface Standing {
  readonly table: Table
  readonly point: ArchivePoint
}

export const statesOver = ({ connection, directory }: LanceDb["Service"]) => {
  const folder = join(directory, `${name}.lance`)
  const synced: Synced = new Map()
  const isThere = Effect.map(
    step(() => connection.tableNames()),
    (names) => names.includes(name)
  )

  /** What the handle sees. */
  const seen = Effect.fnUntraced(function* (table: Table) {
    const version = yield* step(() => table.version())
    return { table, point: { version, reviews: yield* step(() => table.countRows()) } }
  })

  /** What the handle sees, once it is on the disk. */
  const standing = (table: Table) => Effect.andThen(syncFiles(operation, folder, synced), seen(table))

  const create = Effect.gen(function* () {
    const there = yield* isThere
    const { point } = yield* standing(yield* makeOrOpen(connection, there))
    if (point.reviews === 0) return point
    return yield* ArchiveDamaged.make({ reason: "foreign", recorded: null, detail: folder })
  })

  const open = step(() => connection.openTable(name))

  /** The table without what came after the point, for when a power cut left that unreadable. */
  const openWithout = Effect.fnUntraced(function* (recorded: ArchivePoint, cause: unknown) {
    if (!(yield* isThere)) return yield* ArchiveDamaged.make({ reason: "missing", recorded, detail: folder })
    if (yield* dropManifestsAfter(operation, folder, recorded.version)) return yield* open
    return yield* ArchiveDamaged.make({ reason: "unreadable", recorded, detail: String(cause) })
  })

  /** Makes the state of the point the newest one. */
  const goBack = Effect.fnUntraced(function* (table: Table, recorded: ArchivePoint) {
    yield* step(() => table.checkout(recorded.version))
    yield* step(() => table.restore())
    yield* dropManifestsAfter(operation, folder, recorded.version, yield* step(() => table.version()))
    return table
  })

  const undone = (table: Table, recorded: ArchivePoint) =>
    Effect.catchTag(goBack(table, recorded), "StoreUnavailable", ({ cause }) => openWithout(recorded, cause))

  const settle = Effect.fnUntraced(function* (recorded: ArchivePoint) {
    const behind = (detail: string) => ArchiveDamaged.make({ reason: "behind", recorded, detail })
    const opened = yield* Effect.catchTag(open, "StoreUnavailable", ({ cause }) => openWithout(recorded, cause))
    const version = yield* step(() => opened.version())
    if (version < recorded.version) return yield* behind(`its newest state is ${version}, not ${recorded.version}`)

    // What was recorded is on the disk.
    const settled = yield* version === recorded.version
      ? seen(opened)
      : Effect.flatMap(undone(opened, recorded), standing)
    return settled.point.reviews === recorded.reviews
      ? settled
      : yield* behind(`it holds ${settled.point.reviews} reviews, not ${recorded.reviews}`)
  })

  return { create, settle, standing }
}
