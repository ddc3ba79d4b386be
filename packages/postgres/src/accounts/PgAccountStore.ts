/**
 * Keeps accounts in the `accounts` table and their codes in `account_codes`. Whoever looks for an address or a code is
 * nobody yet, and does it as a worker.
 */
import { AccountStore } from "@loopi/core"
import { Effect, flow, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { Sending } from "../client/Transaction.ts"
import { asLearnerOnce, asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { accountsOver } from "./accountStatements.ts"
import { codesOver, passwordsOver } from "./codeStatements.ts"

export const layer: Layer.Layer<AccountStore, never, SqlClient.SqlClient> = Layer.effect(
  AccountStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { find, findByEmail, join, rehash, removeUnproven, restore } = accountsOver(sql)
    const { isOpen, issue, purge, verify } = codesOver(sql)
    const { change, hold, reset } = passwordsOver(sql)
    const worker = asWorkerOnce(sql)
    const holding = flow(hold, Effect.provideService(Sending, "later"))

    return AccountStore.of({
      join: (user, account, request) =>
        join({ user, account, request }).pipe(worker, orUnavailable("AccountStore.join")),
      restore: (account) => restore(account).pipe(worker, orUnavailable("AccountStore.restore")),
      findByEmail: (email) => findByEmail(email).pipe(worker, orUnavailable("AccountStore.findByEmail")),
      find: (userId) => find(userId).pipe(asLearnerOnce(sql, userId), orUnavailable("AccountStore.find")),
      rehash: (userId, expected, hash) =>
        rehash({ userId, expected, hash }).pipe(asLearnerOnce(sql, userId), orUnavailable("AccountStore.rehash")),
      changePassword: (userId, hash, at, mailId, keep) =>
        holding({ userId }).pipe(
          Effect.andThen(change({ userId, hash, at, mailId, keep: keep ?? null })),
          asLearnerOnce(sql, userId),
          orUnavailable("AccountStore.changePassword")
        ),
      issue: (code) => issue(code).pipe(asLearnerOnce(sql, code.userId), orUnavailable("AccountStore.issue")),
      redeemVerification: (digest, at) =>
        verify({ digest, at }).pipe(
          worker,
          orUnavailable("AccountStore.redeemVerification"),
          Effect.map(Option.map(({ userId }) => userId))
        ),
      redeemReset: (digest, hash, at, mailId) =>
        holding({ digest }).pipe(
          Effect.andThen(reset({ digest, hash, at, mailId })),
          worker,
          orUnavailable("AccountStore.redeemReset"),
          Effect.map(Option.map(({ userId }) => userId))
        ),
      isOpen: (digest, purpose, at) =>
        isOpen({ digest, purpose, at }).pipe(worker, orUnavailable("AccountStore.isOpen"), Effect.map(Option.isSome)),
      purge: (before) =>
        purge(before).pipe(
          worker,
          orUnavailable("AccountStore.purge"),
          Effect.map(({ removed }) => removed)
        ),
      removeUnproven: (before) =>
        removeUnproven(before).pipe(
          worker,
          orUnavailable("AccountStore.removeUnproven"),
          Effect.map(({ removed }) => removed)
        )
    })
  })
)
