// All of the core: one package to depend on.
export * from "@loopi/core"

export * as Composition from "./Composition.ts"
export type { OpenError } from "./Composition.ts"
export * from "./EmbeddedLearner.ts"
export { type Loopi, open } from "./Loopi.ts"
export type { Promised } from "./Promised.ts"
