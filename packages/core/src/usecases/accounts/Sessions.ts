/**
 * How learners sign in, stay so, and sign out; and whose a secret is that comes with a request.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type {
  Credentials,
  CredentialsRefused,
  EmailNotVerified,
  HasherBusy,
  TooManyAttempts
} from "../../domain/accounts/Account.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import type { Principal, SessionId, Unauthenticated } from "../../domain/accounts/Principal.ts"
import type { Secret } from "../../domain/accounts/SecretToken.ts"
import { type Session, SessionNotFound } from "../../domain/accounts/Session.ts"
import type { User, UserId } from "../../domain/users/User.ts"
import type { AccountStore } from "../../ports/accounts/AccountStore.ts"
import type { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import type { Mailer } from "../../ports/accounts/Mailer.ts"
import type { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import type { ThrottleStore } from "../../ports/accounts/ThrottleStore.ts"
import type { ServerSecrets } from "../../ports/ServerSecrets.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { authenticating } from "./authenticating.ts"
import { signingIn } from "./signingIn.ts"

/** A session with its secrets, which are told this once. */
export interface SignedIn {
  readonly session: Session
  readonly user: User
  readonly access: Secret
  readonly refresh: Secret
}

export class Sessions extends Context.Service<
  Sessions,
  {
    readonly signIn: (
      credentials: Credentials,
      caller: Caller
    ) => Effect.Effect<
      SignedIn,
      CredentialsRefused | EmailNotVerified | TooManyAttempts | HasherBusy | StoreUnavailable
    >
    /** New secrets for a refresh secret, which is good once: shown again, it ends the session. */
    readonly refresh: (refresh: Secret) => Effect.Effect<SignedIn, Unauthenticated | StoreUnavailable>
    /** Ends the session that the principal came with, if it came with one. */
    readonly signOut: (principal: Principal) => Effect.Effect<void, StoreUnavailable>
    /** Ends all sessions of the learner, and revokes their API tokens. */
    readonly signOutEverywhere: (principal: Principal) => Effect.Effect<void, StoreUnavailable>
    /** Those that last, last refreshed first. */
    readonly list: (userId: UserId) => Effect.Effect<ReadonlyArray<Session>, StoreUnavailable>
    readonly end: (userId: UserId, id: SessionId) => Effect.Effect<void, SessionNotFound | StoreUnavailable>
    /** Whom an access secret or an API token belongs to, and what they may do with it. */
    readonly authenticate: (secret: Secret) => Effect.Effect<Principal, Unauthenticated | StoreUnavailable>
  }
>()("@loopi/core/usecases/accounts/Sessions") {
  static readonly layer: Layer.Layer<Sessions, never, SessionPorts> = Layer.effect(
    Sessions,
    Effect.gen(function* () {
      const store = yield* SessionStore

      const list = Effect.fn("Sessions.list")(function* (userId: UserId) {
        return yield* store.list(userId, yield* DateTime.now)
      })

      const end = Effect.fn("Sessions.end")(function* (userId: UserId, id: SessionId) {
        if (!(yield* store.end(userId, id))) return yield* SessionNotFound.make({ id })
      })

      const signOut = Effect.fn("Sessions.signOut")(function* ({ credential, userId }: Principal) {
        if (credential.kind === "session") yield* store.end(userId, credential.sessionId)
      })

      const signOutEverywhere = Effect.fn("Sessions.signOutEverywhere")(({ userId }: Principal) => store.endAll(userId))

      const authenticate = yield* authenticating
      return Sessions.of({ ...(yield* signingIn), signOut, signOutEverywhere, list, end, authenticate })
    })
  )
}

type SessionPorts =
  | AccountStore
  | SessionStore
  | ApiTokenStore
  | UserStore
  | ThrottleStore
  | ServerSecrets
  | PasswordHasher
  | Mailer
