/**
 * The name of a study, in a file beside it: so that whoever looks for one knows whether it is the one they left.
 */
import { mkdir, open, readFile, rename } from "node:fs/promises"
import { join } from "node:path"
import type { StoreUnavailable } from "@loopi/core"
import { Effect } from "effect"
import { attempt } from "../attempt.ts"
import { unlessGone } from "../files/unlessGone.ts"
import { LanceDbUnusable } from "../LanceDbUnusable.ts"
import * as disk from "./journal/disk.ts"

const operation = "LanceStudy.name"

/** The name of the study in a directory of LanceDB tables; `null` where there is none. */
export const nameOf = (directory: string): Effect.Effect<string | null, LanceDbUnusable> =>
  unlessGone(operation, () => readFile(join(directory, "study", "name"), "utf8")).pipe(
    Effect.map((text) => text?.trim() ?? null),
    orUnusable(directory)
  )

/** Names the study that is to be kept there: whole or not at all, and on the disk when this succeeds. */
export const name = (directory: string, name: string): Effect.Effect<void, LanceDbUnusable> =>
  write(join(directory, "study"), name).pipe(orUnusable(directory))

const write = Effect.fn("LanceStudy.name")(function* (folder: string, name: string) {
  const fresh = join(folder, "name.new")
  yield* attempt(operation, () => mkdir(folder, { recursive: true, mode: 0o700 }))
  yield* Effect.acquireUseRelease(
    attempt(operation, () => open(fresh, "w")),
    (file) => attempt(operation, () => file.writeFile(`${name}\n`).then(() => file.sync())),
    (file) => attempt(operation, () => file.close())
  )
  yield* attempt(operation, () => rename(fresh, join(folder, "name")))
  yield* disk.sync(folder)
})

function orUnusable(directory: string) {
  return Effect.mapError(({ cause }: StoreUnavailable) =>
    LanceDbUnusable.make({ directory, reason: "not_writable", cause })
  )
}
