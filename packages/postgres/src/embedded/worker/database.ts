/**
 * Opens the database of the worker: PGlite with fsync on, created whole or not at all.
 */
// @effect-diagnostics asyncFunction:off
import { PGlite } from "@electric-sql/pglite"
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs"
import { open, readFile } from "node:fs/promises"
import { join } from "node:path"
import { complete, unfinished } from "../lock/dataDirectory.ts"
import { farewell, query } from "../wire/frames.ts"
import type { Boot, Extension } from "./messages.ts"

/** PGlite switches fsync off unless told otherwise; an acknowledged review has to survive a power cut. */
const startParams = PGlite.defaultStartParams.filter((parameter) => parameter !== "-F")

export async function openDatabase(boot: Boot): Promise<PGlite> {
  const extensions = Object.fromEntries(await Promise.all((boot.extensions ?? []).map(load)))
  const { directory } = boot
  if (directory === undefined) return PGlite.create({ startParams, extensions, ...(await seedOf(boot)) })
  if (!existsSync(join(directory, complete))) await createDatabase(directory, boot)
  return PGlite.create({ dataDir: directory, startParams, extensions })
}

/** What the backend says to a session that has just signed in: the same for all, since all share it. */
export async function greetingOf(database: PGlite): Promise<Uint8Array> {
  const parts: Array<Uint8Array> = []
  const parameters = Buffer.from("user\0postgres\0database\0postgres\0\0")
  const startup = Buffer.alloc(8)
  startup.writeUInt32BE(8 + parameters.length, 0)
  startup.writeUInt32BE(196608, 4)
  await database.execProtocolRawStream(new Uint8Array(Buffer.concat([startup, parameters])), {
    onRawData: (bytes) => parts.push(bytes.slice())
  })
  return Buffer.concat(parts)
}

/** Leaves nothing open and everything on disk. */
export async function settle(database: PGlite): Promise<void> {
  // Not `database.exec`: after a raw exchange PGlite hands its answers to the receiver of that exchange.
  const bytes = new Uint8Array(Buffer.concat([farewell([]), query("CHECKPOINT")]))
  await database.execProtocolRawStream(bytes, { onRawData: () => {} })
}

/**
 * PGlite fills a new directory file by file, and one killed half-way looks like a database. So it fills a directory
 * inside, whose files then move up, the one that marks a database last.
 */
async function createDatabase(directory: string, boot: Boot): Promise<void> {
  const inside = join(directory, unfinished)
  rmSync(inside, { recursive: true, force: true })
  const database = await PGlite.create({ dataDir: inside, startParams, ...(await seedOf(boot)) })
  await database.exec("CHECKPOINT")
  await database.close()
  await Promise.all(readdirSync(inside, { recursive: true, encoding: "utf8" }).map((name) => sync(join(inside, name))))
  const names = readdirSync(inside).filter((name) => name !== complete)
  for (const name of [...names, complete]) renameSync(join(inside, name), join(directory, name))
  rmSync(inside, { recursive: true })
  await sync(directory)
}

/** Postgres only syncs what it writes itself, and the files of a new database were copied. */
async function sync(path: string): Promise<void> {
  // Windows syncs no file that is open for reading, and no directory at all.
  if (process.platform === "win32") return
  const file = await open(path, "r")
  await file.sync().finally(() => file.close())
}

async function seedOf(boot: Boot): Promise<{ readonly loadDataDir?: Blob }> {
  return boot.seed === undefined ? {} : { loadDataDir: new Blob([await readFile(boot.seed)]) }
}

async function load(extension: Extension): Promise<[string, never]> {
  const module: Record<string, never> = await import(extension.module)
  const found = module[extension.name]
  if (found === undefined) throw new Error(`${extension.module} exports no extension ${extension.name}`)
  return [extension.name, found]
}
