import { Context, type Effect, type Redacted } from "effect"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

/** What each is for: signing cursors, and telling people apart in counters without naming them. */
export type ServerSecretName = "cursors" | "throttles"

/**
 * Secrets that all processes of one database share, made when first asked for: with them a server knows again what any of
 * them handed out.
 */
export class ServerSecrets extends Context.Service<
  ServerSecrets,
  {
    /** 32 random bytes, the same for every process and each time; others for each name. */
    readonly get: (name: ServerSecretName) => Effect.Effect<Redacted.Redacted<Uint8Array>, StoreUnavailable>
  }
>()("@loopi/core/ports/ServerSecrets") {}
