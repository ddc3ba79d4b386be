// All of the core: one package to depend on.
export * from "@loopi/core"

export * as Composition from "./composition/Composition.ts"
export { describe } from "./composition/describe.ts"
export * as Plan from "./composition/Plan.ts"
export type { OpenError } from "./composition/OpenError.ts"
export * from "./EmbeddedLearner.ts"
// How long slow disks are waited for.
export { Patience } from "./resilience/Patience.ts"
// How accounts are handled, for plans and compositions of one's own.
export * as AccountOptions from "./accounts/AccountOptions.ts"
export * as Argon2PasswordHasher from "./accounts/Argon2PasswordHasher.ts"
export * as LogMailer from "./accounts/LogMailer.ts"
export * as SmtpMailer from "./accounts/SmtpMailer.ts"
// The settings of plans.
export { AnthropicSettings, Embedders } from "@loopi/ai"
export * as Makers from "./composition/Makers.ts"
export { Postgres } from "@loopi/postgres"
export { type Loopi, open, type OpenOptions } from "./Loopi.ts"
export type { Promised } from "./Promised.ts"
