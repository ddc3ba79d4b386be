/**
 * Voyage's embeddings. No input type: questions are compared with questions, not looked up with them.
 */
import { dimension } from "@loopi/core"
import type { Dialect } from "./Dialect.ts"
import { listed } from "./listed.ts"

export const voyage: Dialect = {
  provider: "voyage",
  url: "https://api.voyageai.com/v1",
  path: "/embeddings",
  model: "voyage-3.5",
  batch: 64,
  concurrency: 4,
  dimensionOf: (model) => (isFlexible(model) ? dimension : undefined),
  body: (model, input) => ({
    model,
    input,
    input_type: null,
    truncation: true,
    ...(isFlexible(model) ? { output_dimension: dimension } : {})
  }),
  vectorsOf: listed
}

/** Models whose vectors can be asked for in several lengths. */
const isFlexible = (model: string): boolean => /^voyage-(3-large|code-3|3\.5|[4-9])/.test(model)
