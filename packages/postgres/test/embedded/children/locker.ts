/**
 * A process that tries to take the lock it is told to, once for every line, and holds what it gets until its input ends.
 */
import { createInterface } from "node:readline"
import { newOwner, takeLock } from "../../../src/embedded/lock/lockFile.ts"

process.stdout.write("ready\n")
createInterface({ input: process.stdin }).on("line", (path) => {
  const outcome = takeLock(path, newOwner("a test", "2026-01-01T00:00:00Z"), 30_000)
  process.stdout.write("descriptor" in outcome ? "won\n" : `lost to ${outcome.pid}\n`)
})
