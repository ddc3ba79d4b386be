/**
 * How learners sign in, stay so, and sign out; and whose a secret is that comes with a request.
 */
import { Context, type Effect } from "effect"
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
import type { Session, SessionNotFound } from "../../domain/accounts/Session.ts"
import type { User, UserId } from "../../domain/User.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

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
>()("@loopi/core/usecases/accounts/Sessions") {}
