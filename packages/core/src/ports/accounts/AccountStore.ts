import { Context, type DateTime, type Effect, type Option } from "effect"
import type { Account, PasswordHash } from "../../domain/accounts/Account.ts"
import type { AccountCode, CodePurpose } from "../../domain/accounts/AccountCode.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import type { SessionId } from "../../domain/accounts/Principal.ts"
import type { MailRequest, MailRequestId } from "../../domain/accounts/MailRequest.ts"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { User, UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/**
 * Where accounts and their single-use codes are kept. Every method is one atomic unit: of those that race for an address
 * or a code, one wins, on however many processes.
 */
export class AccountStore extends Context.Service<
  AccountStore,
  {
    /**
     * Adds a learner with an account, unless the address has one, and keeps the mail request in either case, with
     * `created` as it came to be. Does the same amount of work for both.
     */
    readonly join: (user: User, account: Account, request: MailRequest) => Effect.Effect<void, StoreUnavailable>
    /** Puts an account in the place of what its learner has: for backups. */
    readonly restore: (account: Account) => Effect.Effect<void, StoreUnavailable>
    readonly findByEmail: (email: EmailAddress) => Effect.Effect<Option.Option<Account>, StoreUnavailable>
    readonly find: (userId: UserId) => Effect.Effect<Option.Option<Account>, StoreUnavailable>
    /** Replaces the hash if it still is `expected`: for parameters that have become stronger. */
    readonly rehash: (
      userId: UserId,
      expected: PasswordHash,
      hash: PasswordHash
    ) => Effect.Effect<void, StoreUnavailable>
    /**
     * Sets a new password, and ends what the old one opened: all sessions but `keep`, all API tokens, all codes for a
     * reset. Keeps a request, by this id, for the mail that tells of it.
     */
    readonly changePassword: (
      userId: UserId,
      hash: PasswordHash,
      at: DateTime.Utc,
      mailId: MailRequestId,
      keep?: SessionId
    ) => Effect.Effect<void, StoreUnavailable>
    /** Keeps a code; those for the same purpose before it work no more. */
    readonly issue: (code: AccountCode) => Effect.Effect<void, StoreUnavailable>
    /** Marks the address proven, and spends the code. Nothing if it is unknown, spent or too old. */
    readonly redeemVerification: (
      digest: SecretDigest,
      at: DateTime.Utc
    ) => Effect.Effect<Option.Option<UserId>, StoreUnavailable>
    /**
     * Spends the code and changes the password as `changePassword` does; of all sessions none is kept. The address counts
     * as proven. If nobody had proven it, keys for providers go too: whoever put them there could read, at the provider,
     * what is sent with them.
     */
    readonly redeemReset: (
      digest: SecretDigest,
      hash: PasswordHash,
      at: DateTime.Utc,
      mailId: MailRequestId
    ) => Effect.Effect<Option.Option<UserId>, StoreUnavailable>
    /** Whether a code could be redeemed now: asked before a password is hashed for it. */
    readonly isOpen: (
      digest: SecretDigest,
      purpose: CodePurpose,
      at: DateTime.Utc
    ) => Effect.Effect<boolean, StoreUnavailable>
    /** Removes codes that expired before then; how many. */
    readonly purge: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
    /**
     * Removes learners who joined before then, never proved their address, have no code to do so, and never signed in, so
     * that they own nothing; how many. Whoever a backup brought back counts as having signed in. At most a thousand at a
     * time.
     */
    readonly removeUnproven: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
  }
>()("@loopi/core/ports/accounts/AccountStore") {}
