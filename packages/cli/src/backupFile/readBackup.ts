/**
 * Reads the lines of a backup from a file, and refuses a file that is not one to the last bit.
 */
import { createGunzip } from "node:zlib"
import * as NodeStream from "@effect/platform-node/NodeStream"
import { BackupRefused } from "@loopi/core"
import { Effect, FileSystem, Predicate, Stream } from "effect"
import type { PlatformError } from "effect/PlatformError"
import { notAFile, unreadable } from "../failures/files.ts"
import { typedPath } from "../input/typedPath.ts"
import { gzipHeader } from "./gzipHeader.ts"

/** The lines, to be read as often as needed, and the size of the file. `passed` is told of every few bytes read. */
export const readBackup = Effect.fnUntraced(function* (
  name: string,
  passed: (bytes: number) => Effect.Effect<void> = () => Effect.void
) {
  const files = yield* FileSystem.FileSystem
  const file = yield* typedPath(name)
  const told = (error: PlatformError) => unreadable(name, error)

  const { size, type } = yield* files.stat(file).pipe(Effect.mapError(told))
  if (type !== "File") return yield* notAFile(name, "a file that `loopi backup` has written")
  const begins = yield* files
    .stream(file, { bytesToRead: gzipHeader.length })
    .pipe(Stream.runCollect, Effect.mapError(told))
  yield* checkHeader(Buffer.concat(begins))

  const lines = Stream.suspend(() => {
    const gunzip = createGunzip()
    return files.stream(file, { chunkSize: 2 ** 18 }).pipe(
      Stream.mapError(told),
      Stream.tap((bytes) => passed(bytes.length)),
      NodeStream.pipeThroughDuplex({ evaluate: () => gunzip, onError: broken }),
      // What comes after the end would be passed over in silence.
      Stream.concat(
        Stream.suspend(() =>
          BigInt(gunzip.bytesWritten) === BigInt(size) ? Stream.empty : Stream.fail(refused("damaged"))
        )
      ),
      Stream.decodeText(),
      Stream.splitLines
    )
  })
  return { lines, size: Number(size) }
})

const checkHeader = (bytes: Uint8Array) => {
  if (bytes[0] !== gzipHeader[0] || bytes[1] !== gzipHeader[1]) return refused("not_a_backup")
  if (bytes.length < gzipHeader.length) return refused("truncated")
  return gzipHeader.every((byte, i) => bytes[i] === byte) ? Effect.void : refused("damaged")
}

const broken = (error: unknown) =>
  refused(Predicate.hasProperty(error, "code") && error.code === "Z_BUF_ERROR" ? "truncated" : "damaged")

const refused = (flaw: BackupRefused["flaw"]) => BackupRefused.make({ flaw, line: null })
