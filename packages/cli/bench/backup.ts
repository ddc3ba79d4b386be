/**
 * How long backup, restore and doctor take on each composition, from one to the next, and whether the content stays the
 * same: as the program does them, each in a process of its own.
 *
 * Run: npx node --conditions=@loopi/source packages/cli/bench/backup.ts [reviews, 500000 unless given] [cards, a tenth]
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Backup } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { layer as testPostgres, TestPostgres } from "../../postgres/src/testing/TestPostgres.ts"
import { Config, Console, Effect, Layer, Option, Redacted } from "effect"
import { readBackup } from "../src/backupFile/readBackup.ts"
import { writeBackup } from "../src/backupFile/writeBackup.ts"
import { newLibrary } from "./library.ts"
import { loopi, told } from "./program.ts"

const reviews = Number(process.argv[2] ?? 500_000)
const cards = Number(process.argv[3] ?? reviews / 10)

interface Place {
  readonly name: string
  readonly env: Record<string, string>
}

const contentOf = Effect.fnUntraced(function* (file: string) {
  const { lines, size } = yield* readBackup(file)
  const { content, rows } = yield* (yield* Backup).verify(lines)
  return { content, rows, size }
})

const through = Effect.fnUntraced(function* ({ env, name }: Place, directory: string, file: string) {
  const next = join(directory, `${name}.backup`)
  const data = ["--data", join(directory, name)]
  const restored = yield* loopi(["restore", file, ...data], env)
  const looked = yield* loopi(["doctor", ...data], env)
  const taken = yield* loopi(["backup", next, ...data], env)
  const { content, size } = yield* contentOf(next)
  const figures = [restored, looked, taken].map(told)
  yield* Console.log(`| ${name} | ${figures.join(" | ")} | ${(size / 2 ** 20).toFixed(1)} | ${content.slice(0, 12)} |`)
  return next
})

const places = Effect.gen(function* () {
  const onServer = yield* Layer.build(testPostgres({ sources: ["TEST_DATABASE_URL", "binaries"] }))
  const another = yield* Layer.build(Layer.fresh(testPostgres({ sources: ["TEST_DATABASE_URL", "binaries"] })))
  const urlOf = (context: typeof onServer) => TestPostgres.pipe(Effect.provideContext(context))
  const hybrid = (yield* urlOf(onServer)).database
  const postgres = (yield* urlOf(another)).database
  const envOf = (database: typeof hybrid, composition: string) =>
    database === undefined ? {} : { DATABASE_URL: Redacted.value(database.url), LOOPI_COMPOSITION: composition }
  return [
    { name: "embedded", env: { LOOPI_COMPOSITION: "embedded" } },
    { name: "hybrid", env: envOf(hybrid, "hybrid") },
    ...(postgres?.pgvector === true ? [{ name: "postgres", env: envOf(postgres, "postgres") }] : []),
    { name: "embedded-again", env: { LOOPI_COMPOSITION: "embedded" } }
  ]
})

const bench = Effect.gen(function* () {
  const only = yield* Config.option(Config.String("BENCH_ONLY"))
  const directory = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-backup-bench-"))),
    (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
  )
  let file = join(directory, "memory.backup")
  yield* newLibrary(cards, reviews)
  yield* writeBackup(file, (yield* Backup).lines("bench"))
  const { content, rows, size } = yield* contentOf(file)
  yield* Console.log(`${rows.reviews} reviews, ${rows.flashcards} cards, ${rows.users} learners\n`)
  yield* Console.log(
    "| composition | restore | doctor | backup | MiB | content |\n| --- | --- | --- | --- | --- | --- |"
  )
  yield* Console.log(`| memory | | | | ${(size / 2 ** 20).toFixed(1)} | ${content.slice(0, 12)} |`)
  for (const place of yield* places) {
    if (Option.isSome(only) && !place.name.startsWith(only.value)) continue
    file = yield* through(place, directory, file)
  }
})

const stores = Backup.layer.pipe(Layer.provideMerge(MemoryStores.layer))
await Effect.runPromise(Effect.scoped(Effect.provide(bench, Layer.mergeAll(stores, NodeServices.layer))))
