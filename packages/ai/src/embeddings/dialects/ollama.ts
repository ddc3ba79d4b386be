/**
 * Ollama on this machine or another: no key, and vectors as long as the model makes them.
 */
import { Result, Schema } from "effect"
import { failed } from "../failures.ts"
import type { Dialect } from "./Dialect.ts"

const decode = Schema.decodeUnknownResult(Schema.Struct({ embeddings: Schema.Array(Schema.Array(Schema.Finite)) }))

/** Known lengths, so that nobody has to be asked at the start. */
const dimensions: Record<string, number> = {
  "nomic-embed-text": 768,
  "mxbai-embed-large": 1024,
  "snowflake-arctic-embed": 1024,
  "snowflake-arctic-embed2": 1024,
  "bge-m3": 1024,
  "bge-large": 1024,
  "all-minilm": 384,
  embeddinggemma: 768
}

export const ollama: Dialect = {
  provider: "ollama",
  url: "http://127.0.0.1:11434",
  path: "/api/embed",
  model: "nomic-embed-text",
  // Often a processor without a graphics card: a small call ends soon, and others get their turn.
  batch: 16,
  concurrency: 1,
  // A tag may name another size of the model.
  dimensionOf: (model) => dimensions[model.replace(/:latest$/, "")],
  body: (model, input) => ({ model, input, truncate: true }),
  vectorsOf: (answer) => {
    const decoded = decode(answer)
    return Result.isSuccess(decoded) ? Result.succeed(decoded.success.embeddings) : Result.fail(failed("malformed"))
  }
}
