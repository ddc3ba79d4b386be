/**
 * Reads a learner's notes from a file, and says what is wrong with files that hold none: before anything is begun.
 */
import { maxSourceLength, NoteRefused, refuseNote } from "@loopi/core"
import { Effect, FileSystem, Option, Path } from "effect"
import { notAFile, unreadable } from "../failures/files.ts"
import { typedPath } from "./typedPath.ts"

/** No UTF-8 text of the greatest length has more bytes. */
const mostBytes = 3 * maxSourceLength

export const readNote = Effect.fnUntraced(function* (name: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = yield* typedPath(name)

  const { size, type } = yield* files.stat(file).pipe(Effect.mapError((error) => unreadable(name, error)))
  if (type !== "File") return yield* notAFile(name, "a Markdown or text file")
  // Before reading: a file far too long would only fill the memory.
  if (size > mostBytes) return yield* NoteRefused.make({ reason: "too_long", name: path.basename(file) })
  const bytes = yield* files.readFile(file).pipe(Effect.mapError((error) => unreadable(name, error)))
  const text = yield* Effect.try({
    try: () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
    catch: () => NoteRefused.make({ reason: "binary", name: path.basename(file) })
  })
  const reason = refuseNote(text)
  return reason === undefined
    ? { name: path.basename(file), text }
    : yield* NoteRefused.make({ reason, name: path.basename(file) })
})

/** The note, where one is named. */
export const readNoteIfNamed = (name: Option.Option<string>) =>
  Option.isNone(name) ? Effect.undefined : readNote(name.value)
