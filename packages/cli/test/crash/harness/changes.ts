/**
 * Watches a data directory for changes to the review archive, so that a kill can fall in the middle of them.
 */
import { watch } from "node:fs"
import { Effect } from "effect"

/** The archive's table, by the name of its directory. */
const archiveFiles = /reviews?[^/]*\.lance\//

export const changesIn = (directory: string) =>
  Effect.gen(function* () {
    let seen = 0
    const waiting: Array<() => void> = []
    yield* Effect.acquireRelease(
      Effect.sync(() =>
        watch(directory, { recursive: true }, (_event, file) => {
          if (file === null || !archiveFiles.test(file)) return
          seen += 1
          for (const tell of waiting.splice(0)) tell()
        }).on("error", () => undefined)
      ),
      (watcher) => Effect.sync(() => watcher.close())
    )
    return {
      count: () => seen,
      next: Effect.callback<void>((resume) => void waiting.push(() => resume(Effect.void)))
    }
  })
