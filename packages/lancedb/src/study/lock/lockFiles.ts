/**
 * A lock as numbered files: the greatest number holds it. A number is taken by creating its file, which only one can,
 * and is never given out again: a lock that is free or whose owner is dead is followed by the next one.
 */
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from "node:fs"
import { join } from "node:path"
import { errno } from "../../files/errno.ts"
import { encodeOwner, isAlive, type Owner, ownerOf } from "./Owner.ts"

export interface Held {
  readonly directory: string
  readonly number: number
  readonly descriptor: number
  readonly owner: Owner
}

/** Takes the lock of a directory, or tells who has it. A sign of life counts for `heartbeat` milliseconds. */
export const take = (directory: string, owner: Owner, heartbeat: number): Held | Owner => {
  for (;;) {
    const { isFree, number } = newest(directory)
    const holder = number === 0 || isFree ? undefined : holderOf(directory, number, heartbeat)
    if (holder !== undefined) return holder
    const held = create(directory, number + 1, owner)
    if (held === undefined) continue
    // Somebody may have taken a later number and tidied this one away, between the first look and now.
    if (isOurs(held)) {
      tidy(held)
      return held
    }
    release(held)
  }
}

/** Shows that the owner lives; false when somebody else has taken the lock over. */
export const refresh = (held: Held): boolean => {
  writeSync(held.descriptor, encodeOwner(held.owner), 0)
  return isOurs(held)
}

/** The file stays, under another name: its number must not come again. */
export const release = ({ descriptor, directory, number }: Held): void => {
  closeSync(descriptor)
  ignoringGone(() => renameSync(pathOf(directory, number), pathOf(directory, number, free)))
}

const taken = ".lock"
const free = ".free"
const pathOf = (directory: string, number: number, ending = taken) => join(directory, `${number}${ending}`)

const numbered = (directory: string) =>
  readdirSync(directory).flatMap((name) => {
    const [, digits, ending] = /^(\d+)(\.lock|\.free)$/.exec(name) ?? []
    return digits === undefined ? [] : [{ name, number: Number(digits), isFree: ending === free }]
  })

const newest = (directory: string) =>
  numbered(directory).reduce((last, file) => (file.number > last.number ? file : last), { number: 0, isFree: true })

const isOurs = ({ directory, number }: Held): boolean => newest(directory).number === number

const create = (directory: string, number: number, owner: Owner): Held | undefined => {
  try {
    const descriptor = openSync(pathOf(directory, number), "wx")
    writeSync(descriptor, encodeOwner(owner), 0)
    return { directory, number, descriptor, owner }
  } catch (cause) {
    if (errno(cause) === "EEXIST") return undefined
    throw cause
  }
}

/** Whoever holds a lock; `undefined` when they are dead, or have just let go of it. */
const holderOf = (directory: string, number: number, heartbeat: number): Owner | undefined => {
  const path = pathOf(directory, number)
  const text = ignoringGone(() => readFileSync(path, "utf8"))
  if (text === undefined) return undefined
  const owner = ownerOf(text)
  const isFresh = () => {
    const writtenAt = ignoringGone(() => statSync(path).mtimeMs)
    return writtenAt !== undefined && clockOf(directory) - writtenAt < heartbeat
  }
  return isAlive(owner, isFresh) ? owner : undefined
}

/** The file system's own clock, since the age of a lock may have been written by another machine. */
const clockOf = (directory: string): number => {
  const path = join(directory, `${process.pid}.clock`)
  const descriptor = openSync(path, "w")
  const { mtimeMs } = fstatSync(descriptor)
  closeSync(descriptor)
  rmSync(path, { force: true })
  return mtimeMs
}

const tidy = ({ directory, number }: Held): void => {
  for (const file of numbered(directory)) if (file.number < number) rmSync(join(directory, file.name), { force: true })
}

const ignoringGone = <A>(step: () => A): A | undefined => {
  try {
    return step()
  } catch (cause) {
    if (errno(cause) === "ENOENT") return undefined
    throw cause
  }
}
