// All of the core: one package to depend on.
export * from "@loopi/core"

export * as Composition from "./composition/Composition.ts"
export { describe } from "./composition/describe.ts"
export * as Plan from "./composition/Plan.ts"
export type { OpenError } from "./composition/OpenError.ts"
export * from "./EmbeddedLearner.ts"
// The settings of plans.
export { AnthropicSettings, Embedders } from "@loopi/ai"
export * as Makers from "./composition/Makers.ts"
export { Postgres } from "@loopi/postgres"
export { type Loopi, open, type OpenOptions } from "./Loopi.ts"
export type { Promised } from "./Promised.ts"
