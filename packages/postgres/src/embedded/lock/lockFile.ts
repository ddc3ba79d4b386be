/**
 * A lock as a file: created whole or not at all, kept fresh by its owner, and taken over when the owner is dead.
 */
import { randomBytes } from "node:crypto"
import {
  closeSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from "node:fs"
import { hostname } from "node:os"
import { errno } from "./errno.ts"
import { startMark } from "./processes.ts"

/** What a lock file says about whoever wrote it. */
export interface Owner {
  readonly pid: number
  readonly host: string
  readonly mark: string
  readonly startedAt: string
  readonly what: string
  /** Different for every lock ever taken. */
  readonly nonce: string
}

export interface Held {
  readonly path: string
  readonly owner: Owner
  readonly descriptor: number
}

/** Locks of this process, for systems where two of its locks cannot be told from an earlier process's. */
const mine = new Set<string>()

export const newOwner = (what: string, startedAt: string): Owner => ({
  pid: process.pid,
  host: hostname(),
  mark: startMark(process.pid) ?? "",
  startedAt,
  what,
  nonce: randomBytes(8).toString("hex")
})

/**
 * Takes the lock, or tells who has it.
 *
 * Of many that find the same dead owner only one may replace its lock, and none may replace the replacement. So a
 * dead lock is only ever replaced by whoever holds *another* lock, named after the dead one, and has looked again.
 */
export function takeLock(path: string, owner: Owner, heartbeat: number): Held | Owner {
  const candidate = `${path}.${owner.nonce}.candidate`
  const descriptor = openSync(candidate, "wx+")
  writeSync(descriptor, JSON.stringify(owner), 0)
  try {
    const outcome = compete(path, candidate, { path, owner, descriptor }, heartbeat)
    if ("descriptor" in outcome) mine.add(owner.nonce)
    else closeSync(descriptor)
    return outcome
  } catch (cause) {
    closeSync(descriptor)
    throw cause
  } finally {
    rmSync(candidate, { force: true })
  }
}

/** Shows that the owner lives; false when the lock is no longer its own. */
export function keepLock(held: Held): boolean {
  // Through the descriptor: a path would refresh the lock of whoever has taken over.
  writeSync(held.descriptor, JSON.stringify(held.owner), 0)
  return isOurs(held)
}

export function releaseLock(held: Held): void {
  if (isOurs(held)) rmSync(held.path, { force: true })
  closeSync(held.descriptor)
  mine.delete(held.owner.nonce)
}

function compete(path: string, candidate: string, held: Held, heartbeat: number): Held | Owner {
  for (let round = 0; ; round++) {
    if (linked(candidate, path)) return held
    const found = readLock(path)
    if (found === undefined) {
      // Released just now, or a link to nowhere, which would never be.
      if (round > 100) throw new Error(`${path} is there and cannot be read`)
      continue
    }
    // The file system's own clock, since a lock's age may have been written by another machine.
    const age = fstatSync(held.descriptor).mtimeMs - found.writtenAt
    if (isAlive(found.owner, age, heartbeat)) return found.owner
    const turn = takeLock(`${path}.${found.owner.nonce}`, { ...held.owner, nonce: `${held.owner.nonce}t` }, heartbeat)
    if (!("descriptor" in turn)) return turn
    try {
      if (readLock(path)?.owner.nonce === found.owner.nonce) {
        renameSync(candidate, path)
        return held
      }
    } finally {
      releaseLock(turn)
    }
  }
}

function isAlive(owner: Owner, age: number, heartbeat: number): boolean {
  if (owner.host !== hostname()) return age < heartbeat
  const mark = startMark(owner.pid)
  if (mark === undefined) return false
  if (mark !== "" && owner.mark !== "") return mark === owner.mark
  return owner.pid !== process.pid || mine.has(owner.nonce)
}

function linked(candidate: string, path: string): boolean {
  try {
    linkSync(candidate, path)
    return true
  } catch (cause) {
    if (errno(cause) === "EEXIST") return false
    throw cause
  }
}

function readLock(path: string): { readonly owner: Owner; readonly writtenAt: number } | undefined {
  try {
    const { ino, mtimeMs } = statSync(path)
    return { owner: parseOwner(readFileSync(path, "utf8"), String(ino)), writtenAt: mtimeMs }
  } catch (cause) {
    if (errno(cause) === "ENOENT") return undefined
    throw cause
  }
}

/** A file that says nothing belongs to nobody known: it is judged by its age, like another machine's. */
function parseOwner(text: string, nonce: string): Owner {
  const unknown: Owner = { pid: 0, host: "", mark: "", startedAt: "", what: "", nonce }
  try {
    const found: Partial<Owner> | null = JSON.parse(text)
    return typeof found?.pid === "number" ? { ...unknown, ...found } : unknown
  } catch {
    return unknown
  }
}

function isOurs(held: Held): boolean {
  return readLock(held.path)?.owner.nonce === held.owner.nonce
}
