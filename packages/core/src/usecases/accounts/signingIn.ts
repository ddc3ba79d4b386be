/**
 * Sign-ins: a password opens a session, and refresh secrets keep it going.
 */
import { DateTime, Effect, Option } from "effect"
import {
  type Account,
  type Credentials,
  CredentialsRefused,
  EmailNotVerified,
  type Password
} from "../../domain/accounts/Account.ts"
import type { Caller } from "../../domain/accounts/Caller.ts"
import { networkOf } from "../../domain/accounts/networkOf.ts"
import { SessionId, Unauthenticated } from "../../domain/accounts/Principal.ts"
import { kindOf, type Secret } from "../../domain/accounts/SecretToken.ts"
import { endOf, Session, timesAt } from "../../domain/accounts/Session.ts"
import { cut } from "../../domain/Text.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountSettings } from "../../ports/accounts/AccountSettings.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { Mailer } from "../../ports/accounts/Mailer.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { Ids } from "../../ports/Ids.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { provingPasswords } from "./provingPasswords.ts"
import { door } from "./door.ts"
import { digestOf, newPair } from "./secrets.ts"

/** The account that these credentials are of. */
const checking = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher
  const { verification } = yield* AccountSettings
  const mailer = yield* Mailer
  const mustBeProven = verification === undefined ? mailer.delivers : verification === "required"
  const passwords = yield* provingPasswords

  return Effect.fnUntraced(function* ({ email, password }: Credentials, caller: Caller) {
    const account = yield* passwords.byEmail(email, password, caller)
    if (mustBeProven && account.verifiedAt === null) return yield* EmailNotVerified.make({})

    if (hasher.isOutdated(account.passwordHash)) {
      const { passwordHash, userId } = account
      const rehashed = Effect.flatMap(hasher.hash(password), (hash) => store.rehash(userId, passwordHash, hash))
      // There is a next time.
      yield* Effect.catchTag(rehashed, "HasherBusy", () => Effect.void)
    }
    return account
  })
})

/** Whether a password that was right is so still: a new one ends the sessions that are there by then, and no later ones. */
const stillRight = Effect.gen(function* () {
  const store = yield* AccountStore
  const hasher = yield* PasswordHasher

  return Effect.fnUntraced(function* ({ passwordHash, userId }: Account, password: Password) {
    const now = Option.getOrUndefined(yield* store.find(userId))
    // Another sign-in may have hashed the same password anew.
    return now?.passwordHash === passwordHash || (yield* hasher.verify(password, now?.passwordHash))
  })
})

export const signingIn = Effect.gen(function* () {
  const inTurn = yield* door
  const check = yield* checking
  const isStillRight = yield* stillRight
  const store = yield* SessionStore
  const users = yield* UserStore
  const settings = yield* AccountSettings
  const ids = yield* Ids
  const userOf = (id: UserId) => Effect.catchTag(users.get(id), "UserNotFound", Effect.die)

  const signIn = Effect.fn("Sessions.signIn")(
    function* (credentials: Credentials, caller: Caller) {
      const account = yield* check(credentials, caller)
      const { userId } = account
      const user = yield* userOf(userId)

      const now = yield* DateTime.now
      const endsAt = endOf(now)
      const [access, refresh] = [yield* newPair("access"), yield* newPair("refresh")]
      const id = SessionId.make(yield* ids.next)
      const about = { userId, userAgent: cut(caller.userAgent, 200), createdAt: now, endsAt }
      const session = Session.make({ id, ...about, ...timesAt(now, endsAt) })

      yield* store.open(session, { access: access.digest, refresh: refresh.digest }, settings.sessions)
      if (!(yield* isStillRight(account, credentials.password))) {
        yield* store.end(userId, id)
        return yield* CredentialsRefused.make({})
      }
      return { session, user, access: access.secret, refresh: refresh.secret }
    },
    (work, _, { address }) => inTurn(work, networkOf(address))
  )

  const refresh = Effect.fn("Sessions.refresh")(function* (secret: Secret) {
    if (kindOf(secret) !== "refresh") return yield* Unauthenticated.make({})
    const digest = yield* digestOf(secret)
    const before = Option.getOrUndefined(yield* store.ofRefresh(digest))
    if (before === undefined) return yield* Unauthenticated.make({})

    const now = yield* DateTime.now
    const [access, refresh] = [yield* newPair("access"), yield* newPair("refresh")]
    const next = { ...timesAt(now, before.endsAt), secrets: { access: access.digest, refresh: refresh.digest } }

    const session = Option.getOrUndefined(yield* store.refresh(digest, next, now))
    if (session === undefined) return yield* Unauthenticated.make({})
    return { session, user: yield* userOf(session.userId), access: access.secret, refresh: refresh.secret }
  })

  return { signIn, refresh }
})
