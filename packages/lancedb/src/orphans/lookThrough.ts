/**
 * Compares the files of each table with those its versions name.
 *
 * A version is a file that names its data files, and its indexes by the sixteen bytes of their ids, as they are: so a
 * name that stands nowhere in any version is that of an orphan. Files of deleted rows are named by numbers, which could
 * stand anywhere: they are left alone.
 */
import { readdir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import { unlessGone } from "../files/unlessGone.ts"

export interface Looked {
  readonly checked: number
  /** By their place in the directory. */
  readonly orphans: ReadonlyArray<string>
}

const operation = "LanceOrphans.look"

export const lookThrough = Effect.fnUntraced(function* (directory: string, before: number) {
  const names = (yield* unlessGone(operation, () => readdir(directory))) ?? []
  const tables = names.filter((name) => name.endsWith(".lance"))
  const looked = yield* Effect.forEach(tables, (table) => inTable(directory, table, before))
  return {
    checked: looked.reduce((sum, { checked }) => sum + checked, 0),
    orphans: looked.flatMap(({ orphans }) => orphans)
  } satisfies Looked
})

const inTable = Effect.fnUntraced(function* (directory: string, table: string, before: number) {
  const filesIn = (folder: string) =>
    Effect.map(
      unlessGone(operation, () => readdir(join(directory, table, folder))),
      (names = []) => names.map((name) => ({ name, place: join(table, folder, name) }))
    )
  // In this order: what is written meanwhile is named by a version that is read, or is too young.
  const data = yield* filesIn("data")
  const indexes = yield* filesIn("_indices")
  const versions = yield* filesIn("_versions")
  const texts = yield* Effect.forEach(versions, ({ place }) =>
    unlessGone(operation, () => readFile(join(directory, place)))
  )

  const unnamed = [
    ...data.filter(({ name }) => !isNamedIn(texts, name)),
    ...indexes.filter(({ name }) => uuid.test(name) && !isNamedIn(texts, name))
  ]
  const old = yield* Effect.filter(unnamed, ({ place }) =>
    Effect.map(
      unlessGone(operation, () => stat(join(directory, place))),
      (found) => found !== undefined && found.mtimeMs < before
    )
  )
  return { checked: data.length + indexes.length, orphans: old.map(({ place }) => place) } satisfies Looked
})

/** Whether one of the versions names a file, or an index by its id. */
export const isNamedIn = (texts: ReadonlyArray<Buffer | undefined>, name: string): boolean => {
  const words = uuid.test(name) ? Buffer.from(name.replaceAll("-", ""), "hex") : counted(name)
  return texts.some((text) => text?.includes(words) === true)
}

/** A text as it stands in a version: after its length, so that it is not found at the end of a longer one. */
const counted = (name: string): Buffer => {
  const bytes = Buffer.from(name)
  return Buffer.concat([Buffer.of(bytes.length), bytes])
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
