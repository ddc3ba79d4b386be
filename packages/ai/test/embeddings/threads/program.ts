/**
 * A program that embeds two texts and is done, without closing anything.
 */
import { stdout } from "node:process"
import { HybridEmbedder } from "@loopi/ai"
import { Effect, Scope } from "effect"

const scope = Scope.makeUnsafe()
const { embed } = await Effect.runPromise(Scope.provide(HybridEmbedder.make(), scope))
for (const text of ["What is a cache?", "What is a tree?"]) {
  const [vector] = await Effect.runPromise(embed([text]))
  stdout.write(`${vector?.length}\n`)
}
