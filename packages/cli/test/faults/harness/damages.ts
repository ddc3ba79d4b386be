/**
 * What can happen to the files of LanceDB below a running server. All of it can be put right again.
 */
import { readdir, rename, rm, truncate, writeFile, copyFile } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"

export interface Damage {
  readonly name: string
  /** What answers are to say is missing; nothing where that depends on which files a question needs. */
  readonly missing: string | undefined
  readonly begin: Effect.Effect<unknown>
  readonly end: Effect.Effect<unknown>
}

const tables = ["embeddings", "reviews"] as const

export const damages = (directory: string): ReadonlyArray<Damage> => {
  const aside = `${directory}.aside`
  const each = (act: (table: string) => Effect.Effect<unknown>) =>
    Effect.forEach(tables, (name) => act(join(directory, `${name}.lance`)), { discard: true })

  return [
    {
      name: "the newest manifests are cut off",
      missing: "vectors, archive",
      begin: each((table) => Effect.promise(() => cutOff(table))),
      end: each((table) => Effect.promise(() => mend(table)))
    },
    {
      name: "a file of each table's rows is gone",
      missing: undefined,
      begin: each((table) => Effect.flatMap(aFragment(table), away)),
      end: each((table) => Effect.flatMap(theFragment(table), back))
    },
    {
      name: "there is a file in the place of the directory",
      missing: "vectors, archive",
      begin: Effect.promise(() => rename(directory, aside).then(() => writeFile(directory, "?"))),
      end: Effect.promise(() => rm(directory).then(() => rename(aside, directory)))
    },
    {
      // Vectors are made anew by themselves; reviews are nowhere else.
      name: "the directory is gone",
      missing: undefined,
      begin: Effect.promise(() => rename(directory, aside)),
      end: Effect.promise(() => rename(join(aside, "reviews.lance"), join(directory, "reviews.lance")))
    }
  ]
}

const away = (path: string) => Effect.promise(() => rename(path, `${path}.aside`))
const back = (path: string) => Effect.promise(() => rename(`${path}.aside`, path))

const manifests = (table: string) => join(table, "_versions")

/** Names count down: the newest is the first. */
const newest = (table: string) =>
  readdir(manifests(table)).then((names) =>
    join(manifests(table), names.filter((name) => /^\d+\.manifest$/.test(name)).toSorted()[0] ?? "")
  )

const cutOff = (table: string) =>
  newest(table).then((path) => copyFile(path, `${path}.whole`).then(() => truncate(path, 40)))

/** Another state may have become the newest meanwhile. */
const mend = (table: string) =>
  readdir(manifests(table)).then((names) =>
    Promise.all(
      names
        .filter((name) => name.endsWith(".whole"))
        .map((name) => rename(join(manifests(table), name), join(manifests(table), name.replace(/\.whole$/, ""))))
    )
  )

const fragments = (table: string) => Effect.promise(() => readdir(join(table, "data")))

const aFragment = (table: string) =>
  Effect.map(fragments(table), (names) => join(table, "data", names.find((name) => name.endsWith(".lance")) ?? ""))

const theFragment = (table: string) =>
  Effect.map(fragments(table), (names) =>
    join(table, "data", (names.find((name) => name.endsWith(".aside")) ?? "").replace(/\.aside$/, ""))
  )
