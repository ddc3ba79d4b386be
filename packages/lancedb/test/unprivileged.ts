/**
 * Opens a directory as a user who may not write to it, whoever runs the tests, and prints why it could not.
 */
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { Effect, Layer } from "effect"

const [directory = ""] = process.argv.slice(2)
const nobody = 65_534
if (process.getuid?.() === 0) {
  process.setgid?.(nobody)
  process.setuid?.(nobody)
}

const error = await Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(LanceEmbeddingIndex.layer({ directory })))))
process.stdout.write(`${JSON.stringify(error)}\n`)
