import { Context, type DateTime, type Effect, type Option } from "effect"
import type { ApiToken, ApiTokenNotFound, TooManyTokens } from "../../domain/accounts/ApiToken.ts"
import type { ApiTokenId } from "../../domain/accounts/Principal.ts"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Where API tokens are kept, by their digests. */
export class ApiTokenStore extends Context.Service<
  ApiTokenStore,
  {
    /** Within `limit` tokens that have not expired, also under concurrent writers. */
    readonly insert: (
      token: ApiToken,
      digest: SecretDigest,
      limit: number
    ) => Effect.Effect<void, TooManyTokens | StoreUnavailable>
    /** Oldest first. */
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<ApiToken>, StoreUnavailable>
    /** The token with this digest, if it works at this time. Notes its use, to the hour. */
    readonly find: (digest: SecretDigest, at: DateTime.Utc) => Effect.Effect<Option.Option<ApiToken>, StoreUnavailable>
    readonly remove: (userId: UserId, id: ApiTokenId) => Effect.Effect<void, ApiTokenNotFound | StoreUnavailable>
  }
>()("@loopi/core/ports/accounts/ApiTokenStore") {}
