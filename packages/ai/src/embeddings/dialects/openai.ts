/**
 * OpenAI's embeddings, and those of the many servers that speak like it: LM Studio, llama.cpp, vLLM.
 */
import { dimension } from "@loopi/core"
import type { Dialect } from "./Dialect.ts"
import { listed } from "./listed.ts"

export const openai: Dialect = {
  provider: "openai",
  url: "https://api.openai.com/v1",
  path: "/embeddings",
  model: "text-embedding-3-small",
  batch: 64,
  concurrency: 4,
  dimensionOf: (model) => (isShortened(model) ? dimension : undefined),
  body: (model, input) => ({
    model,
    input,
    encoding_format: "float",
    ...(isShortened(model) ? { dimensions: dimension } : {})
  }),
  vectorsOf: listed
}

/** Longer vectors of theirs stay good when they are cut. Other models refuse the word. */
const isShortened = (model: string): boolean => /(^|\/)text-embedding-3-(small|large)$/.test(model)
