/**
 * The few things a journal asks of the file system.
 */
import { type FileHandle, open, readdir, readFile, rm, truncate } from "node:fs/promises"
import { Effect } from "effect"
import { attempt } from "../../attempt.ts"

export const list = (directory: string) => attempt("StudyJournal.list", () => readdir(directory))
export const read = (path: string) => attempt("StudyJournal.read", () => readFile(path))
export const remove = (path: string) => attempt("StudyJournal.remove", () => rm(path, { force: true }))
export const cut = (path: string, length: number) => attempt("StudyJournal.cut", () => truncate(path, length))

/** An empty file, whatever was there. */
export const create = (path: string) => attempt("StudyJournal.create", () => open(path, "w"))
export const close = (file: FileHandle) => Effect.ignore(attempt("StudyJournal.close", () => file.close()))

/** Adds to a file's end and waits until it is on the disk. */
export const append = (file: FileHandle, bytes: Buffer) =>
  // Unlike `write`, it goes on where only a part was written.
  attempt("StudyJournal.append", () => file.appendFile(bytes).then(() => file.datasync()))

/** Waits until a file, or the names in a directory, are on the disk. */
export const sync = (path: string) =>
  Effect.acquireUseRelease(
    attempt("StudyJournal.open", () => open(path, "r")),
    (handle) => attempt("StudyJournal.sync", () => handle.sync()),
    close
  )
