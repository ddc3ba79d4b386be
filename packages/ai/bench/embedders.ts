/**
 * What the offline embedders take and what they are worth: start, speed, memory, how long the main thread stands
 * still, and how well they tell questions of one intent from others.
 *
 * Run: npx node --conditions=@loopi/source packages/ai/bench/embedders.ts [lexical or hybrid]
 * The quality is measured on ../shared/data/pairs/banking77-test.csv, and left out where that is absent.
 */
import { existsSync, readFileSync } from "node:fs"
import { HybridEmbedder, OfflineEmbedder } from "@loopi/ai"
import { Embedder, Lexical, type Vector } from "@loopi/core"
import { Clock, Console, Effect } from "effect"

const name = process.argv[2] ?? "hybrid"
const file = new URL("../../../../shared/data/pairs/banking77-test.csv", import.meta.url)

const questions = (count: number, of: string) =>
  Array.from({ length: count }, (_, i) => `Which element of ${of} has the atomic number ${i}?`)

const timed = <A, E, R>(label: string, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = yield* Clock.currentTimeMillis
    const result = yield* effect
    yield* Console.log(`${label}: ${(yield* Clock.currentTimeMillis) - start} ms, ${megabytes()} MB`)
    return result
  })

const megabytes = () => Math.round(process.memoryUsage().rss / 1e6)

/** The longest time the event loop did not get its turn. */
const stall = () => {
  const seen = { last: performance.now(), longest: 0 }
  const timer = setInterval(() => {
    const now = performance.now()
    seen.longest = Math.max(seen.longest, now - seen.last - 5)
    seen.last = now
  }, 5)
  timer.unref()
  return seen
}

/** Labelled questions: every fourth, so that all intents are there. */
const labelled = () =>
  readFileSync(file, "utf8")
    .split("\n")
    .slice(1)
    .filter((_, i) => i % 4 === 0)
    .flatMap((line) => {
      const [, text = "", label = ""] = /^(.*),([a-z_A-Z?]+)\r?$/.exec(line) ?? []
      return text === "" ? [] : [{ text: text.replaceAll('"', ""), label }]
    })

/** How often a pair of one intent is nearer than a pair of two. */
const auc = (rows: ReadonlyArray<{ readonly label: string }>, vectors: ReadonlyArray<Vector>) => {
  const pairs: Array<{ readonly same: boolean; readonly score: number }> = []
  rows.forEach((row, i) => {
    rows.slice(0, i).forEach((other, j) => {
      const same = row.label === other.label
      if (same || (i * 31 + j) % 17 === 0) {
        pairs.push({ same, score: Lexical.cosine(vectors[i] ?? [], vectors[j] ?? []) })
      }
    })
  })
  const same = pairs.filter((pair) => pair.same).length
  const ranks = pairs
    .toSorted((a, b) => a.score - b.score)
    .reduce((sum, pair, rank) => (pair.same ? sum + rank + 1 : sum), 0)
  return (ranks - (same * (same + 1)) / 2) / (same * (pairs.length - same))
}

const bench = Effect.gen(function* () {
  const { embed, space } = yield* Embedder
  yield* Console.log(`${space}: ${megabytes()} MB before`)
  const seen = stall()
  yield* timed("the first text", embed(["What is a cache?"]))
  yield* timed(
    "100 texts, one by one",
    Effect.forEach(questions(100, "the first list"), (text) => embed([text]))
  )
  yield* timed("100 texts at once", embed(questions(100, "the second list")))
  yield* timed("100 texts again", embed(questions(100, "the second list")))
  yield* Console.log(`longest stall of the main thread: ${Math.round(seen.longest)} ms`)
  if (!existsSync(file)) return yield* Console.log("quality: skipped, ../shared/data is absent")
  const rows = labelled()
  const vectors = yield* timed(`${rows.length} labelled questions`, embed(rows.map(({ text }) => text)))
  yield* Console.log(`AUC on banking intents: ${auc(rows, vectors).toFixed(3)}`)
})

await Effect.runPromise(Effect.provide(bench, name === "lexical" ? OfflineEmbedder.layer : HybridEmbedder.layer))
