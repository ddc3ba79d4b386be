/**
 * A process without any rights that tries to use a directory, and says how that ended.
 */
import { Effect } from "effect"
import { acquire } from "../../../src/embedded/DirectoryLock.ts"

if (process.getuid?.() === 0) process.setuid?.(65534)
const error = await Effect.runPromise(
  Effect.flip(Effect.scoped(acquire({ directory: process.argv[2] ?? "", what: "a test" })))
)
process.stdout.write(`${error._tag} ${"reason" in error ? error.reason : ""}\n`)
