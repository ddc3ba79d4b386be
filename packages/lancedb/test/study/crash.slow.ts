/**
 * kill -9 in the middle of ratings, of checkpoints and of the outflow into the archive.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Queue, Random, Schema, Stream } from "effect"
import { kill, linesOf, start } from "../child.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"

const Ledger = Schema.Array(Schema.Struct({ ids: Schema.Array(Schema.String), broken: Schema.Array(Schema.String) }))
const decodeLedger = Schema.decodeSync(Schema.fromJsonString(Ledger))

const nameIn = Schema.decodeSync(Schema.fromJsonString(Schema.String))

const assertKept = (acknowledged: ReadonlySet<string>, text: string) => {
  const ledger = decodeLedger(text)
  const ids = ledger.flatMap((learner) => learner.ids)
  const kept = new Set(ids)
  assert.strictEqual(kept.size, ids.length, "no review is there twice")
  assert.deepStrictEqual([...acknowledged.difference(kept)], [], "nothing acknowledged is lost")
  assert.deepStrictEqual(
    ledger.flatMap((learner) => learner.broken),
    [],
    "every history leads to its schedule"
  )
}

const opened = Effect.fnUntraced(function* (directory: string, rates: "yes" | "no") {
  const child = yield* start("study/rater.ts", directory, rates)
  const lines = yield* Stream.toQueue(linesOf(child), { capacity: "unbounded" })
  return { child, lines, ledger: yield* Queue.take(lines) }
})

const killedTimes = Effect.fnUntraced(function* (times: number) {
  const directory = yield* temporaryDirectory
  const acknowledged = new Set<string>()
  for (let round = 0; round < times; round++) {
    const { child, ledger, lines } = yield* opened(directory, "yes")
    assertKept(acknowledged, ledger)
    const enough = yield* Random.nextIntBetween(1, 400)
    for (let i = 0; i < enough; i++) acknowledged.add(nameIn(yield* Queue.take(lines)))
    yield* kill(child)
    const rest = yield* Stream.runCollect(Stream.fromQueue(lines))
    for (const line of rest) if (line.endsWith('"')) acknowledged.add(nameIn(line))
  }
  assertKept(acknowledged, (yield* opened(directory, "no")).ledger)
  return acknowledged.size
}, Effect.scoped)

it.effect(
  "keeps every acknowledged rating once through 20 kills",
  () =>
    Effect.gen(function* () {
      const counts = yield* Effect.all([killedTimes(10), killedTimes(10)], { concurrency: 2 })
      for (const count of counts) assert.isAbove(count, 10 * 50)
    }).pipe(Random.withSeed("kill -9"), Effect.scoped),
  // Twenty programs start one after the other, perhaps on a busy machine.
  600_000
)
