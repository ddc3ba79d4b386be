/**
 * Puts vectors until it is killed, and prints each id once it was acknowledged.
 */
import { EmbeddedKind, EmbeddingIndex, SpaceId, UserId } from "@loopi/core"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Effect } from "effect"

const [directory = "", learner = ""] = process.argv.slice(2)

const putForever = Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  for (let i = 0; ; i++) {
    const vector = new Float32Array(1024).fill(1, i % 1024)
    const kept = { userId: UserId.make(learner), kind: EmbeddedKind.make("goal"), id: `${i}`, contentHash: "0", vector }
    yield* index.put([{ ...kept, space: SpaceId.make("test-1") }])
    process.stdout.write(`${i}\n`)
  }
})

await Effect.runPromise(Effect.provide(putForever, LanceEmbeddingIndex.layer({ directory })))
