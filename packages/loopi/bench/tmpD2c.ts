// fit/held-out ESCO
import { readFileSync, writeFileSync, existsSync } from "node:fs"
import { Embedder, Calibrating, Lexical } from "@loopi/core"
import { HybridEmbedder, OfflineEmbedder } from "@loopi/ai"
import { Effect, Array as A } from "effect"
import { seeded } from "../../core/test/fixtures/random.ts"
const name = process.argv[2] ?? "lexical", count = Number(process.argv[3] ?? 1500)
const all = Object.entries(JSON.parse(readFileSync("/work/shared/data/pairs/esco-skill-altlabels.json", "utf8")) as Record<string, string[]>)
console.log("skills", all.length, "with names", all.filter(([, n]) => n.length > 0).length)
const random = seeded(20)
const shuffled = [...all]
for (let i = shuffled.length - 1; i > 0; i--) { const j = random.between(0, i); [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!] }
const half = Math.floor(shuffled.length / 2)
const pairsOf = (skills: typeof all) => {
  const r = seeded(11)
  return skills.flatMap(([first, names]) => [
    ...names.slice(0, 3).map((second) => ({ first, second, same: true })),
    ...Array.from({ length: 11 }, () => skills[r.between(0, skills.length - 1)]![0]).filter((s) => s !== first).map((second) => ({ first, second, same: false }))
  ])
}
const sets = { fit: pairsOf(shuffled.slice(0, count)), held: pairsOf(shuffled.slice(half, half + count)), held2: pairsOf(shuffled.slice(half + count, half + 2 * count)), first: pairsOf(all.slice(0, count)) }
const layer = name === "lexical" ? OfflineEmbedder.layer : HybridEmbedder.layer
await Effect.runPromise(Effect.gen(function* () {
  const { embed } = yield* Embedder
  const vectors = new Map<string, Float32Array>()
  const texts = [...new Set(Object.values(sets).flat().flatMap(({ first, second }) => [first, second]))]
  for (const some of A.chunksOf(texts, 64)) for (const [i, v] of (yield* embed(some)).entries()) vectors.set(some[i]!, v)
  for (const [which, pairs] of Object.entries(sets)) {
    const scored = pairs.map(({ first, second, same }) => Calibrating.scoredPair({ kind: "goal", first, second, same }, Lexical.cosine(vectors.get(first)!, vectors.get(second)!)))
    const rows = [0, .1, .15, .16, .18, .2, .22, .24, .26, .28, .3, .32, .34, .36, .38, .4, .44].map((t) => { const m = Calibrating.measureAt(scored, t); return `${t}: ${(100 * m.recall).toFixed(1)}/${(100 * m.falsePositives).toFixed(2)}/p${(100 * m.precision).toFixed(0)}` })
    console.log(name, which, pairs.length, rows.join("  "))
  }
}).pipe(Effect.provide(layer)) as never)
