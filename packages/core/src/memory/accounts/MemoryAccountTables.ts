import { Context, Effect, Layer } from "effect"
import type { Account } from "../../domain/accounts/Account.ts"
import type { AccountCode } from "../../domain/accounts/AccountCode.ts"
import type { ApiToken } from "../../domain/accounts/ApiToken.ts"
import type { MailRequest, MailRequestId } from "../../domain/accounts/MailRequest.ts"
import type { ApiTokenId, SessionId } from "../../domain/accounts/Principal.ts"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import type { Session, SessionSecrets } from "../../domain/accounts/Session.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { DateTime } from "effect"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

export interface SessionRow {
  readonly session: Session
  readonly secrets: SessionSecrets
  readonly spent: ReadonlySet<SecretDigest>
}

export interface TokenRow {
  readonly token: ApiToken
  readonly digest: SecretDigest
}

export interface MailRow {
  readonly request: MailRequest
  readonly dueAt: DateTime.Utc
}

/** The rows of accounts that change together: a new password ends sessions, a sign-up asks for a mail. */
export class MemoryAccountTables extends Context.Service<
  MemoryAccountTables,
  {
    readonly accounts: Map<UserId, Account>
    readonly codes: Map<SecretDigest, AccountCode>
    readonly sessions: Map<SessionId, SessionRow>
    readonly tokens: Map<ApiTokenId, TokenRow>
    readonly mails: Map<MailRequestId, MailRow>
    /** Who has ever signed in. */
    readonly known: Set<UserId>
  }
>()("@loopi/core/memory/accounts/MemoryAccountTables") {
  static readonly layer: Layer.Layer<MemoryAccountTables> = Layer.effect(
    MemoryAccountTables,
    Effect.gen(function* () {
      const tables = MemoryAccountTables.of({
        accounts: new Map(),
        codes: new Map(),
        sessions: new Map(),
        tokens: new Map(),
        mails: new Map(),
        known: new Set()
      })
      yield* forgotten(tables)
      return tables
    })
  )
}

const forgotten = Effect.fnUntraced(function* (tables: MemoryAccountTables["Service"]) {
  const byEmail = (email: string) => [...tables.accounts.values()].find((account) => account.email === email)
  // Mails know an address alone, so they go before the account it is found by.
  yield* forgetsWithLearner("mail_requests", tables.mails, ({ request }) => byEmail(request.email)?.userId)
  yield* forgetsWithLearner("account_codes", tables.codes, ({ userId }) => userId)
  yield* forgetsWithLearner("sessions", tables.sessions, ({ session }) => session.userId)
  yield* forgetsWithLearner("api_tokens", tables.tokens, ({ token }) => token.userId)
  yield* forgetsWithLearner("accounts", tables.accounts, ({ userId }) => userId)
})

/** Removes the rows this is true of; how many. */
export const removeWhere = <K, V>(rows: Map<K, V>, isOne: (row: V) => boolean): number => {
  const gone = [...rows].filter(([, row]) => isOne(row))
  gone.forEach(([key]) => rows.delete(key))
  return gone.length
}
