/**
 * A volume of a few megabytes, to be filled to the last byte.
 */
import { execFileSync } from "node:child_process"
import { appendFileSync, mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { Effect } from "effect"

/** In a directory, until the scope ends. */
export const volumeIn = (directory: string) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const path = join(directory, "volume")
      mkdirSync(path)
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", path])
      return path
    }),
    (path) => Effect.sync(() => execFileSync("umount", ["--lazy", path]))
  )

/** Whether whoever runs this may have volumes. */
export const mayMount = (): boolean => process.platform === "linux" && process.getuid?.() === 0

/** Fills the volume that holds a directory, and gives the effect that makes room again. */
export const fillBeside = (directory: string) =>
  Effect.sync(() => {
    const filler = join(directory, "..", "filler")
    for (const size of [1_048_576, 4_096, 1]) appendWhilePossible(filler, Buffer.alloc(size))
    return Effect.sync(() => rmSync(filler))
  })

const appendWhilePossible = (file: string, bytes: Buffer): void => {
  try {
    for (;;) appendFileSync(file, bytes)
  } catch {
    // Full, which is what was wanted.
  }
}
