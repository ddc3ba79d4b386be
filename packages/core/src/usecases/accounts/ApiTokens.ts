/**
 * Tokens that learners make for programs.
 */
import { Context, type Effect } from "effect"
import type { ApiToken, ApiTokenNotFound, NewApiToken, TooManyTokens } from "../../domain/accounts/ApiToken.ts"
import type { ApiTokenId, Principal, SessionRequired } from "../../domain/accounts/Principal.ts"
import type { Secret } from "../../domain/accounts/SecretToken.ts"
import type { UserId } from "../../domain/User.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

/** A token with its secret, which is told this once. */
export interface CreatedToken {
  readonly token: ApiToken
  readonly secret: Secret
}

export class ApiTokens extends Context.Service<
  ApiTokens,
  {
    /** Nobody gives more than they have, and a token makes no tokens. */
    readonly create: (
      principal: Principal,
      input: NewApiToken
    ) => Effect.Effect<CreatedToken, SessionRequired | TooManyTokens | StoreUnavailable>
    /** Oldest first. */
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<ApiToken>, StoreUnavailable>
    readonly remove: (principal: Principal, id: ApiTokenId) => Effect.Effect<void, ApiTokenNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/accounts/ApiTokens") {}
