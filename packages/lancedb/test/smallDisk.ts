/**
 * A file system with little room, where one may be mounted.
 */
import { execFileSync } from "node:child_process"
import { rmSync, statfsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Result } from "effect"
import { temporaryDirectory } from "./temporaryDirectory.ts"

/** A directory on a file system of its own; `undefined` where that is not allowed. */
export const smallDisk = (megabytes: number) =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    const options = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", directory]
    const mounted = Result.try(() => execFileSync("mount", options, { stdio: "ignore" }))
    if (Result.isFailure(mounted)) return undefined
    yield* Effect.addFinalizer(() => Effect.sync(() => execFileSync("umount", ["--lazy", directory])))
    return directory
  })

/** Leaves room for so many bytes. */
export const fill = (directory: string, left: number): void => {
  rmSync(join(directory, "ballast"), { force: true })
  const { bavail, bsize } = statfsSync(directory)
  writeFileSync(join(directory, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - left)))
}

export const makeRoom = (directory: string): void => rmSync(join(directory, "ballast"))
