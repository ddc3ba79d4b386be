import { Calibration, Embeddings, Embedder, Calibrating, calibrationPairs, Lexical } from "@loopi/core"
import { HybridEmbedder, OfflineEmbedder } from "@loopi/ai"
import { Effect } from "effect"
for (const [name, layer] of [["lexical", OfflineEmbedder.layer], ["hybrid", HybridEmbedder.layer]] as const) {
  await Effect.runPromise(Effect.gen(function* () {
    const { embed } = yield* Embedder
    const scored = []
    for (const p of calibrationPairs.filter((p) => p.kind === "goal")) {
      const [a, b] = yield* embed([p.first as string, p.second as string])
      const s = Calibrating.scoredPair(p, Lexical.cosine(a!, b!))
      scored.push(s)
      if (!p.same && s.calledUpTo > 0.2) console.log("  diff", s.calledUpTo.toFixed(2), p.first, "|", p.second)
      if (p.same && s.calledUpTo < 0.5) console.log("  same", s.calledUpTo.toFixed(2), p.first, "|", p.second)
    }
    console.log(name, scored.length, [.2, .22, .24, .26, .28, .3, .32, .34, .36, .38, .4, .44, .5, .6].map((t) => { const m = Calibrating.measureAt(scored, t); return `${t}: ${(100 * m.recall).toFixed(1)}/${(100 * m.falsePositives).toFixed(2)}/p${(100 * m.precision).toFixed(0)}` }).join("  "))
  }).pipe(Effect.provide(layer)) as never)
}
