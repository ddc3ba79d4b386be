/**
 * Jina's embeddings for comparing texts with each other. Its models since version 3 are told the length of the vector.
 */
import { dimension } from "@loopi/core"
import type { Dialect } from "./Dialect.ts"
import { listed } from "./listed.ts"

export const jina: Dialect = {
  provider: "jina",
  url: "https://api.jina.ai/v1",
  path: "/embeddings",
  model: "jina-embeddings-v3",
  batch: 32,
  // Accounts without a plan may have two calls at once.
  concurrency: 2,
  dimensionOf: (model) => (takesTask(model) ? dimension : undefined),
  body: (model, input) => ({
    model,
    input,
    normalized: true,
    truncate: true,
    embedding_type: "float",
    ...(takesTask(model) ? { task: "text-matching", dimensions: dimension } : {})
  }),
  vectorsOf: listed
}

const takesTask = (model: string): boolean => /embeddings-v[3-9]/.test(model)
