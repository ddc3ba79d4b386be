/**
 * A data directory as the first start leaves it, to begin tests with: a copy takes a twentieth of the time.
 */
import { cp, mkdtemp, rename, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Effect } from "effect"
import { open } from "loopi"
import { inject } from "vitest"

/** Makes `directory` a data directory in which nobody has done anything yet. */
export const fromTemplate = Effect.fnUntraced(function* (directory: string) {
  const template = inject("template")
  yield* Effect.promise(() => stat(template).catch(() => make(template)))
  yield* Effect.promise(() => cp(template, directory, { recursive: true }))
})

const make = (template: string): Promise<void> =>
  mkdtemp(join(dirname(template), "template-")).then((directory) =>
    open({ directory })
      .then((loopi) => loopi.close())
      // Whoever comes second finds it made: its own copy is not needed.
      .then(() => rename(directory, template).catch(() => rm(directory, { recursive: true, force: true })))
  )
