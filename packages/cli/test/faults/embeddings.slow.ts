/**
 * Embeddings with every fault, one at a time: prints what learners met, and holds us to what we promise.
 */
import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { hybridPlace } from "./harness/place.ts"
import { keepsPromises, played, wires } from "./harness/scenario.ts"
import { served } from "./harness/served.ts"

describe("a server whose embedder fails", () => {
  it.live(
    "keeps its promises without embeddings",
    () =>
      Effect.gen(function* () {
        const { embeddings, plan } = yield* hybridPlace
        const { ask, learner } = yield* served(plan)
        for (const fault of wires) {
          const [begin, end] = [embeddings.set(fault), embeddings.set("pass")]
          keepsPromises(yield* played(ask, learner, { name: `embeddings: ${fault}`, begin, end }), "embeddings")
        }
      }).pipe(Effect.scoped),
    300_000
  )
})
