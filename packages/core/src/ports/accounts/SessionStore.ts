import { Context, type DateTime, type Effect, type Option } from "effect"
import type { SessionId } from "../../domain/accounts/Principal.ts"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { Session, SessionSecrets } from "../../domain/accounts/Session.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** The times and secrets that a refresh moves a session to. */
export interface Refreshed extends Pick<Session, "refreshedAt" | "accessExpiresAt" | "refreshExpiresAt"> {
  readonly secrets: SessionSecrets
}

/** Where sign-ins are kept. Every method is one atomic unit on however many processes. */
export class SessionStore extends Context.Service<
  SessionStore,
  {
    /** Keeps a session; of a learner with more than `most` the ones refreshed longest ago end. */
    readonly open: (session: Session, secrets: SessionSecrets, most: number) => Effect.Effect<void, StoreUnavailable>
    /** The session whose access secret this is, if it works at this time. */
    readonly find: (access: SecretDigest, at: DateTime.Utc) => Effect.Effect<Option.Option<Session>, StoreUnavailable>
    /** The session that this refresh secret is of, spent or not, at any time: for what `refresh` will be given. */
    readonly ofRefresh: (refresh: SecretDigest) => Effect.Effect<Option.Option<Session>, StoreUnavailable>
    /**
     * Spends the refresh secret and moves the session on; its access secret so far works no more. A secret that was spent
     * before ends the whole session. Nothing in that case, and for a secret that is unknown, too old or of an ended one.
     */
    readonly refresh: (
      refresh: SecretDigest,
      next: Refreshed,
      at: DateTime.Utc
    ) => Effect.Effect<Option.Option<Session>, StoreUnavailable>
    /** Those that have not ended, last refreshed first. */
    readonly list: (userId: UserId, at: DateTime.Utc) => Effect.Effect<ReadonlyArray<Session>, StoreUnavailable>
    /** Ends one session; whether there was one. */
    readonly end: (userId: UserId, id: SessionId) => Effect.Effect<boolean, StoreUnavailable>
    /** Ends all sessions and revokes all API tokens. */
    readonly endAll: (userId: UserId) => Effect.Effect<void, StoreUnavailable>
    /** Removes what expired before then, with the spent secrets; how many sessions. */
    readonly purge: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
  }
>()("@loopi/core/ports/accounts/SessionStore") {}
