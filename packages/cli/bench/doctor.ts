/**
 * What the doctor takes, again and again on the same data: a library is made and restored only where there is none yet.
 * The composition is that of the environment, as for the program.
 *
 * Run: npx node --conditions=@loopi/source packages/cli/bench/doctor.ts directory [reviews, 500000] [times, 3]
 */
import { access, mkdir, rename } from "node:fs/promises"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Backup } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Console, Effect, Layer } from "effect"
import { writeBackup } from "../src/backupFile/writeBackup.ts"
import { newLibrary } from "./library.ts"
import { loopi, told } from "./program.ts"

const [directory = "loopi-doctor-bench", reviews = "500000", times = "3"] = process.argv.slice(2)
const file = join(directory, `${reviews}.backup`)
const data = join(directory, "data")

const isThere = (path: string) =>
  Effect.promise(() =>
    access(path).then(
      () => true,
      () => false
    )
  )

const write = Effect.gen(function* () {
  yield* newLibrary(Number(reviews) / 10, Number(reviews))
  yield* writeBackup(`${file}.part`, (yield* Backup).lines("bench"))
  yield* Effect.promise(() => rename(`${file}.part`, file))
}).pipe(Effect.provide(Backup.layer.pipe(Layer.provideMerge(MemoryStores.layer))))

const restore = Effect.gen(function* () {
  yield* Console.log(`restore: ${told(yield* loopi(["restore", file, "--data", data]))}`)
  yield* Effect.promise(() => mkdir(join(directory, "restored")))
})

const bench = Effect.gen(function* () {
  yield* Effect.promise(() => mkdir(directory, { recursive: true }))
  if (!(yield* isThere(file))) yield* write
  if (!(yield* isThere(join(directory, "restored")))) yield* restore
  for (let time = 0; time < Number(times); time += 1) {
    yield* Console.log(`doctor: ${told(yield* loopi(["doctor", "--data", data]))}`)
  }
})

await Effect.runPromise(Effect.provide(bench, NodeServices.layer))
