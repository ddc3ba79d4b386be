/**
 * Whose a secret is.
 */
import { DateTime, Effect, Option } from "effect"
import type { ApiToken } from "../../domain/accounts/ApiToken.ts"
import { allScopes, type Principal, Unauthenticated } from "../../domain/accounts/Principal.ts"
import { kindOf, type Secret } from "../../domain/accounts/SecretToken.ts"
import type { Session } from "../../domain/accounts/Session.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { digestOf } from "./secrets.ts"

export const authenticating = Effect.gen(function* () {
  const sessions = yield* SessionStore
  const tokens = yield* ApiTokenStore

  return Effect.fn("Sessions.authenticate")(function* (secret: Secret) {
    const kind = kindOf(secret)
    if (kind !== "access" && kind !== "api") return yield* Unauthenticated.make({})
    const [digest, now] = [yield* digestOf(secret), yield* DateTime.now]
    const found: Option.Option<Principal> =
      kind === "access"
        ? Option.map(yield* sessions.find(digest, now), signedIn)
        : Option.map(yield* tokens.find(digest, now), withToken)
    return Option.isSome(found) ? found.value : yield* Unauthenticated.make({})
  })
})

const signedIn = ({ accessExpiresAt, id, userId }: Session): Principal => ({
  userId,
  scopes: allScopes,
  credential: { kind: "session", sessionId: id, expiresAt: accessExpiresAt }
})

const withToken = ({ expiresAt, id, scopes, userId }: ApiToken): Principal => ({
  userId,
  scopes,
  credential: { kind: "token", tokenId: id, expiresAt }
})
