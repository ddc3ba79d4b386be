/**
 * Writes a backup to a file: compressed, and under its name only once it is whole and on the disk. So are exports, as text.
 */
import { createGzip } from "node:zlib"
import * as NodeStream from "@effect/platform-node/NodeStream"
import { Effect, FileSystem, Path, Stream } from "effect"
import type { PlatformError } from "effect/PlatformError"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { typedPath } from "../input/typedPath.ts"
import { gzipHeader } from "./gzipHeader.ts"

export const writeBackup = <E, R>(name: string, lines: Stream.Stream<string, E, R>) =>
  writeWhole(name, compressed(lines))

/** The same for lines that are to be read by people. */
export const writeLines = <E, R>(name: string, lines: Stream.Stream<string, E, R>) =>
  writeWhole(name, Stream.encodeText(Stream.map(lines, (line) => `${line}\n`)))

const writeWhole = Effect.fnUntraced(function* <E, R>(name: string, bytes: Stream.Stream<Uint8Array, E, R>) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = yield* typedPath(name)
  const told = Effect.mapError((error: PlatformError) => unwritable(name, error))
  if (yield* files.exists(file).pipe(told)) return yield* taken(name)

  // Named after the process, so that `loopi doctor` can tell a backup being written from one that never will be.
  const partial = `${file}.partial-${process.pid}`
  const whole = Effect.gen(function* () {
    const written = yield* files.open(partial, { flag: "wx", mode: 0o600 }).pipe(told)
    yield* Stream.runForEach(bytes, (some) => written.writeAll(some).pipe(told))
    yield* written.sync.pipe(told)
  }).pipe(Effect.scoped)

  yield* whole.pipe(
    Effect.andThen(files.rename(partial, file).pipe(told)),
    Effect.onError(() => Effect.ignore(files.remove(partial)))
  )
  // The name is on the disk once the directory is.
  const directory = yield* files.open(path.dirname(file), { flag: "r" }).pipe(told)
  yield* directory.sync.pipe(told)
  return Number((yield* files.stat(file).pipe(told)).size)
}, Effect.scoped)

const compressed = <E, R>(lines: Stream.Stream<string, E, R>) =>
  lines.pipe(
    Stream.mapArray((chunk) => [encoder.encode(`${chunk.join("\n")}\n`)] as const),
    NodeStream.pipeThroughDuplex({
      evaluate: () => createGzip(),
      onError: (error): never => {
        throw error
      }
    }),
    Stream.mapArray(([first, ...others], i) => (i === 0 ? [withFixedHeader(first), ...others] : [first, ...others]))
  )

const encoder = new TextEncoder()

/** The header names the system it was made on: left out, so that the same backup is the same file everywhere. */
const withFixedHeader = (bytes: Uint8Array): Uint8Array => {
  const fixed = bytes.slice()
  fixed.set(gzipHeader.subarray(0, fixed.length))
  return fixed
}

const taken = (name: string) =>
  CommandFailed.make({
    code: "file_exists",
    exit: exitCodes.conflict,
    reason: `there is a file ${name} already`,
    whatToDo: "Name another one, or remove it first"
  })

const unwritable = (name: string, error: PlatformError) =>
  CommandFailed.make({
    code: "file_unwritable",
    exit: exitCodes.dependency,
    reason: `${name} cannot be written (${error.reason._tag})`,
    whatToDo: "Check that its directory is there, may be written to, and has room"
  })
