/**
 * Whose key a learner's requests are made with.
 */
import { type AuthorFailed, ProviderKeyVault, type StoreUnavailable, type UserId } from "@loopi/core"
import { Effect, type Redacted } from "effect"
import { type AnthropicSettings, servesEverybody } from "./AnthropicSettings.ts"
import { failed } from "./failures.ts"

export interface Credentials {
  /** Whether the learner has a model to be asked: by a key of their own, or the server's. */
  readonly served: (userId: UserId) => Effect.Effect<boolean, StoreUnavailable>
  /** `undefined` for a server of one's own that needs none. */
  readonly keyOf: (userId: UserId) => Effect.Effect<Redacted.Redacted | undefined, AuthorFailed | StoreUnavailable>
}

export const makeCredentials = (settings: AnthropicSettings) =>
  Effect.map(ProviderKeyVault, (vault): Credentials => {
    const hasOwn = (userId: UserId) =>
      Effect.map(vault.list(userId), (keys) => keys.some(({ provider }) => provider === "anthropic"))

    const servers = Effect.suspend(() =>
      servesEverybody(settings) ? Effect.succeed(settings.apiKey) : Effect.fail(failed("credentials_refused"))
    )

    // A key that cannot be opened is not passed over for the server's: somebody else would pay without having been asked.
    const own = (userId: UserId) =>
      vault.reveal(userId, "anthropic").pipe(
        Effect.catchTag("ProviderKeyNotFound", () => servers),
        Effect.catchTag(["ProviderKeyUnreadable", "MasterKeysRefused"], () =>
          Effect.fail(failed("credentials_refused"))
        )
      )

    return {
      served: (userId) => (servesEverybody(settings) ? Effect.succeed(true) : hasOwn(userId)),
      keyOf: (userId) => Effect.flatMap(hasOwn(userId), (has) => (has ? own(userId) : servers))
    }
  })
