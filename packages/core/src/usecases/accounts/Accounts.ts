/**
 * How learners join with an address of their own, prove it, and change what they sign in with.
 *
 * **Details**
 *
 * Whether somebody has an account is told to nobody but whoever reads its mail: what can be asked with an address alone
 * is answered alike, after the same work, for every address.
 */
import { Context, Effect, Layer, type Option } from "effect"
import type {
  Account,
  CredentialsRefused,
  HasherBusy,
  NewAccount,
  Password,
  PasswordTooCommon,
  SignUpClosed,
  TooManyAttempts
} from "../../domain/accounts/Account.ts"
import type { CodeRefused } from "../../domain/accounts/AccountCode.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"
import type { Principal, SessionRequired } from "../../domain/accounts/Principal.ts"
import type { Secret } from "../../domain/accounts/SecretToken.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import type { IdempotencyStore } from "../../ports/accounts/IdempotencyStore.ts"
import type { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import type { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import type { SessionStore } from "../../ports/accounts/SessionStore.ts"
import type { ThrottleStore } from "../../ports/accounts/ThrottleStore.ts"
import type { ServerSecrets } from "../../ports/ServerSecrets.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { choosingPasswords } from "./choosingPasswords.ts"
import { confirming } from "./confirming.ts"
import { forgetting } from "./forgetting.ts"
import { joining } from "./joining.ts"
import { askingForMails } from "./mailRequests.ts"

export class Accounts extends Context.Service<
  Accounts,
  {
    /** Joins, unless somebody has this address: they are told so by mail. */
    readonly signUp: (
      input: NewAccount,
      caller: Caller
    ) => Effect.Effect<void, SignUpClosed | PasswordTooCommon | TooManyAttempts | HasherBusy | StoreUnavailable>
    /** Proves an address by a code that was mailed there. */
    readonly verifyEmail: (
      code: Secret,
      caller: Caller
    ) => Effect.Effect<void, CodeRefused | TooManyAttempts | StoreUnavailable>
    /** Has a new code mailed to an address that is not proven yet. */
    readonly resendVerification: (
      email: EmailAddress,
      caller: Caller
    ) => Effect.Effect<void, TooManyAttempts | StoreUnavailable>
    /** Has a code mailed with which a new password is chosen. */
    readonly forgotPassword: (
      email: EmailAddress,
      caller: Caller
    ) => Effect.Effect<void, TooManyAttempts | StoreUnavailable>
    /** Chooses a new password by a code, and ends whatever the old one opened. */
    readonly resetPassword: (
      code: Secret,
      password: Password,
      caller: Caller
    ) => Effect.Effect<void, CodeRefused | PasswordTooCommon | TooManyAttempts | HasherBusy | StoreUnavailable>
    /** Chooses a new password by the one so far, and ends whatever that one opened, except this session. */
    readonly changePassword: (
      principal: Principal,
      current: Password,
      next: Password,
      caller: Caller
    ) => Effect.Effect<
      void,
      PasswordTooCommon | CredentialsRefused | SessionRequired | TooManyAttempts | HasherBusy | StoreUnavailable
    >
    /** Fails unless it is really the learner who asks for what cannot be taken back: by their password, where they have one. */
    readonly confirm: (
      principal: Principal,
      password: Password | undefined,
      caller: Caller
    ) => Effect.Effect<void, CredentialsRefused | SessionRequired | TooManyAttempts | HasherBusy | StoreUnavailable>
    /** What the learner signs in with, if they have an account. */
    readonly find: (userId: UserId) => Effect.Effect<Option.Option<Account>, StoreUnavailable>
  }
>()("@loopi/core/usecases/accounts/Accounts") {
  static readonly layer: Layer.Layer<
    Accounts,
    never,
    AccountStore | MailRequestStore | ThrottleStore | ServerSecrets | PasswordHasher
  > = Layer.effect(
    Accounts,
    Effect.gen(function* () {
      const { find } = yield* AccountStore
      const confirm = yield* confirming
      return Accounts.of({
        find,
        confirm,
        ...(yield* joining),
        ...(yield* askingForMails),
        ...(yield* choosingPasswords)
      })
    })
  )

  /** Forgets what is over, each hour for as long as the layer is there. */
  static readonly layerForgetting: Layer.Layer<
    never,
    never,
    AccountStore | SessionStore | ThrottleStore | IdempotencyStore
  > = Layer.effectDiscard(Effect.forkScoped(forgetting))
}
