import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"

/** A directory that goes with its scope. Its name is one a careless path would stumble over. */
export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi vectors é%20#"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)
