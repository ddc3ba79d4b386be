/**
 * Master keys in a file beside the data, for a Loopi of one process: made when first needed, for its owner's eyes only.
 */
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from "node:fs"
import { dirname } from "node:path"
import {
  type MasterKeyRing,
  MasterKeys,
  type MasterKeysRefused,
  newMasterKey,
  readMasterKeys,
  refuseMasterKeys,
  writeMasterKeys
} from "@loopi/core"
import { Effect, Layer, Predicate, Redacted, Semaphore } from "effect"

/** The file holds what `LOOPI_MASTER_KEYS` would: a copy of it is a backup, and serves as the setting. */
export const layer = (file: string): Layer.Layer<never> =>
  Layer.effect(
    MasterKeys,
    Effect.gen(function* () {
      const oneAtATime = (yield* Semaphore.make(1)).withPermits(1)
      const keep = (ring: MasterKeyRing) => write(file, ring)
      const ring = Effect.catchTag(read(file), "NoFile", () =>
        Effect.gen(function* () {
          const first: MasterKeyRing = [yield* newMasterKey]
          yield* keep(first)
          return first
        })
      )
      return { ring: oneAtATime(ring), keep: (changed: MasterKeyRing) => oneAtATime(keep(changed)) }
    })
  )

const read = (file: string): Effect.Effect<MasterKeyRing, MasterKeysRefused | NoFile> =>
  Effect.try({
    try: () => ({ mode: statSync(file).mode, text: Redacted.make(readFileSync(file, "utf8")) }),
    catch: (cause) => (isMissing(cause) ? noFile : refuseMasterKeys("unusable"))
  }).pipe(
    Effect.flatMap(({ mode, text }) =>
      isExposed(mode) ? refuseMasterKeys("exposed") : Effect.fromResult(readMasterKeys(text))
    )
  )

/** Whole or not at all, and on the disk before anything is sealed with what is in it. */
const write = (file: string, ring: MasterKeyRing): Effect.Effect<void, MasterKeysRefused> =>
  Effect.try({
    try: () => {
      const fresh = `${file}.new`
      const descriptor = openSync(fresh, "w", 0o600)
      try {
        chmodSync(fresh, 0o600)
        writeSync(descriptor, `${Redacted.value(writeMasterKeys(ring))}\n`)
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
      renameSync(fresh, file)
      syncDirectory(dirname(file))
    },
    catch: () => refuseMasterKeys("unusable")
  })

interface NoFile {
  readonly _tag: "NoFile"
}

const noFile: NoFile = { _tag: "NoFile" }

const isMissing = (cause: unknown): boolean => Predicate.hasProperty(cause, "code") && cause.code === "ENOENT"

/** Windows has no such bits: there the directory of a user is their own. */
const isExposed = (mode: number): boolean => process.platform !== "win32" && (mode & 0o077) !== 0

const syncDirectory = (directory: string): void => {
  if (process.platform === "win32") return
  const descriptor = openSync(directory, "r")
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
