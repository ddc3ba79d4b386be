/**
 * A data directory as the first start leaves it, to begin tests with: a copy takes a twentieth of the time.
 */
import { cp, mkdtemp, rename, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Effect } from "effect"
import { open } from "loopi"

/** Makes `directory` a data directory in which nobody has done anything yet. */
export const fromTemplate = Effect.fnUntraced(function* (directory: string) {
  const template = process.env["LOOPI_TEST_TEMPLATE"]
  // Without the set-up of the whole run (a single file run by other means) the test starts from nothing.
  if (template === undefined) return
  yield* Effect.promise(() => stat(template).catch(() => make(template)))
  yield* Effect.promise(() => cp(template, directory, { recursive: true }))
})

const make = async (template: string) => {
  const directory = await mkdtemp(join(dirname(template), "template-"))
  const loopi = await open({ directory })
  await loopi.close()
  // Whoever comes second finds it made: its own copy is not needed.
  await rename(directory, template).catch(() => rm(directory, { recursive: true, force: true }))
}
