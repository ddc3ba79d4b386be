/**
 * What every `AccountStore` must do: one address has one account, and a new password ends what the old one opened.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, Effect, type Layer, Option } from "effect"
import { Account, PasswordHash } from "../../domain/accounts/Account.ts"
import { UserNotFound } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { january, newLearner } from "../fixtures.ts"
import { redeems } from "./accountCodes.ts"
import {
  type AccountPorts,
  mailsTo,
  makeAccount,
  newAccount,
  newCode,
  newEmail,
  newMailId,
  newSession,
  newToken
} from "./accounts.ts"
import { forgetsNobodys } from "./unprovenAccounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`an AccountStore (${adapter})`, (it) => {
    joins(it)
    changes(it)
    redeems(it)
    forgetsNobodys(it)
  })

const joins = (it: It): void => {
  it.effect("adds a learner with an account, and asks for the mail that welcomes them", () =>
    Effect.gen(function* () {
      const [accounts, users] = [yield* AccountStore, yield* UserStore]
      const { account, request, user } = yield* makeAccount()
      yield* accounts.join(user, account, request)
      assert.deepStrictEqual(yield* accounts.find(user.id), Option.some(account))
      assert.deepStrictEqual(yield* accounts.findByEmail(account.email), Option.some(account))
      assert.deepStrictEqual(yield* users.get(user.id), user)
      const [mail] = yield* mailsTo(account.email, "welcome")
      assert.deepInclude(mail, { id: request.id, kind: "welcome", created: true })
    })
  )

  it.effect("changes nothing where the address has an account, but asks for the mail", () =>
    Effect.gen(function* () {
      const [accounts, users] = [yield* AccountStore, yield* UserStore]
      const account = yield* newAccount()
      const other = yield* makeAccount({ email: account.email, passwordHash: PasswordHash.make("$hash$other") })
      yield* accounts.join(other.user, other.account, other.request)
      assert.deepStrictEqual(yield* accounts.findByEmail(account.email), Option.some(account))
      assert.deepStrictEqual(yield* accounts.find(other.user.id), Option.none())
      const { id } = other.user
      assert.deepStrictEqual(yield* Effect.flip(users.get(id)), UserNotFound.make({ id }))
      const mails = yield* mailsTo(account.email, "welcome")
      assert.deepStrictEqual(
        mails.filter((mail) => mail.id === other.request.id).map(({ created }) => created),
        [false]
      )
    })
  )

  it.effect("lets one of fifty join with the same address at once", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const email = yield* newEmail
      const all = yield* Effect.replicateEffect(makeAccount({ email }), 50)
      const join = ({ account, request, user }: (typeof all)[number]) => accounts.join(user, account, request)
      yield* Effect.forEach(all, join, { concurrency: "unbounded", discard: true })
      const winner = Option.getOrThrow(yield* accounts.findByEmail(email))
      const found = yield* Effect.forEach(all, ({ user }) => accounts.find(user.id))
      assert.deepStrictEqual(Array.getSomes(found), [winner])
      const mails = yield* mailsTo(email, "welcome")
      assert.lengthOf(mails, 50)
      const welcome = all.find(({ user }) => user.id === winner.userId)?.request.id
      assert.deepStrictEqual(
        mails.filter(({ created }) => created).map(({ id }) => id),
        [welcome]
      )
    })
  )

  it.effect("restores accounts exactly, whether their learners had one or not", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const one = yield* newAccount()
      const { account: other } = yield* makeAccount({ userId: yield* newLearner, verifiedAt: january(1) })
      const moved = Account.make({ ...one, email: yield* newEmail, passwordHash: PasswordHash.make("$hash$moved") })
      for (const account of [moved, other]) {
        yield* accounts.restore(account)
        assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(account))
        assert.deepStrictEqual(yield* accounts.findByEmail(account.email), Option.some(account))
      }
      assert.deepStrictEqual(yield* accounts.findByEmail(one.email), Option.none())
    })
  )

  it.effect("does not know addresses and learners without an account", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const { account } = yield* makeAccount()
      assert.deepStrictEqual(yield* accounts.findByEmail(account.email), Option.none())
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.none())
    })
  )
}

const changes = (it: It): void => {
  const stronger = PasswordHash.make("$hash$stronger")

  it.effect("replaces a hash that has not changed meanwhile", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const account = yield* newAccount()
      yield* accounts.rehash(account.userId, PasswordHash.make("$hash$before"), stronger)
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(account))
      yield* accounts.rehash(account.userId, account.passwordHash, stronger)
      const rehashed = Account.make({ ...account, passwordHash: stronger })
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(rehashed))
    })
  )

  it.effect("ends what the old password opened, but for the session to keep, and nobody else's", () =>
    Effect.gen(function* () {
      const accounts = yield* AccountStore
      const account = yield* newAccount()
      const [mine, other] = [yield* newSession(account.userId), yield* newSession(account.userId)]
      const code = yield* newCode(account.userId, "reset")
      const bystander = yield* newAccount()
      const theirs = yield* newSession(bystander.userId)
      const { token } = yield* newToken(bystander.userId)
      yield* newToken(account.userId)

      const mailId = yield* newMailId
      yield* accounts.changePassword(account.userId, stronger, january(2), mailId, mine.session.id)

      const changed = Account.make({ ...account, passwordHash: stronger, updatedAt: january(2) })
      assert.deepStrictEqual(yield* accounts.find(account.userId), Option.some(changed))
      const [sessions, tokens] = [yield* SessionStore, yield* ApiTokenStore]
      assert.deepStrictEqual(yield* sessions.list(account.userId, january(1)), [mine.session])
      assert.deepStrictEqual(yield* sessions.ofRefresh(other.secrets.refresh), Option.none())
      assert.deepStrictEqual(yield* tokens.list(account.userId), [])
      assert.isFalse(yield* accounts.isOpen(code.digest, "reset", january(2)))
      assert.deepStrictEqual(yield* sessions.list(bystander.userId, january(1)), [theirs.session])
      assert.deepStrictEqual(yield* tokens.list(bystander.userId), [token])
      assert.deepStrictEqual(yield* accounts.find(bystander.userId), Option.some(bystander))
      const [mail] = yield* mailsTo(account.email, "changed")
      assert.deepInclude(mail, { id: mailId, created: false, requestedAt: january(2) })
      assert.deepStrictEqual(yield* mailsTo(bystander.email, "changed"), [])
    })
  )
}
