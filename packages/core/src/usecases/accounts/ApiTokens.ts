/**
 * Tokens that learners make for programs.
 */
import { Context, DateTime, Effect, Layer, Redacted } from "effect"
import {
  ApiToken,
  type ApiTokenNotFound,
  type NewApiToken,
  type TooManyTokens
} from "../../domain/accounts/ApiToken.ts"
import { ApiTokenId, type Principal, SessionRequired } from "../../domain/accounts/Principal.ts"
import type { Secret } from "../../domain/accounts/SecretToken.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountSettings } from "../../ports/accounts/AccountSettings.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { Ids } from "../../ports/Ids.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { newPair } from "./secrets.ts"

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
>()("@loopi/core/usecases/accounts/ApiTokens") {
  static readonly layer: Layer.Layer<ApiTokens, never, ApiTokenStore | SessionStore> = Layer.effect(
    ApiTokens,
    Effect.gen(function* () {
      const store = yield* ApiTokenStore
      const sessions = yield* SessionStore
      const settings = yield* AccountSettings
      const ids = yield* Ids

      const create = Effect.fn("ApiTokens.create")(function* (principal: Principal, input: NewApiToken) {
        if (!mayCreate(principal, input)) return yield* SessionRequired.make({})
        const now = yield* DateTime.now
        const { digest, secret } = yield* newPair("api")
        const { expiresInDays: days, name, scopes } = input
        const token = ApiToken.make({
          id: ApiTokenId.make(yield* ids.next),
          userId: principal.userId,
          name,
          scopes,
          lastFour: Redacted.value(secret).slice(-4),
          createdAt: now,
          expiresAt: days === undefined ? null : DateTime.add(now, { days }),
          lastUsedAt: null
        })

        yield* store.insert(token, digest, settings.apiTokens)
        if (!(yield* lasts(principal))) {
          yield* Effect.catchTag(store.remove(principal.userId, token.id), "ApiTokenNotFound", () => Effect.void)
          return yield* SessionRequired.make({})
        }
        return { token, secret }
      })

      /** Asked afterwards: what ends a session revokes the tokens that are there by then, and this one came too late. */
      const lasts = Effect.fnUntraced(function* ({ credential, userId }: Principal) {
        if (credential.kind !== "session") return true
        return (yield* sessions.list(userId, yield* DateTime.now)).some(({ id }) => id === credential.sessionId)
      })

      const remove = Effect.fn("ApiTokens.remove")(({ userId }: Principal, id: ApiTokenId) => store.remove(userId, id))

      return ApiTokens.of({ create, list: store.list, remove })
    })
  )
}

const mayCreate = ({ credential, scopes }: Principal, wanted: NewApiToken): boolean =>
  credential.kind !== "token" && wanted.scopes.every((scope) => scopes.includes(scope))
