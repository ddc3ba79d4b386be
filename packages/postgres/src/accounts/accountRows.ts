/**
 * Accounts and what belongs to them, as their tables hold them.
 */
import { Account, AccountCode, ApiToken, MailRequest, Session, User } from "@loopi/core"
import { Schema } from "effect"

const at = Schema.DateTimeUtcFromDate

export const UserRow = Schema.Struct({ ...User.fields, createdAt: at }).pipe(Schema.decodeTo(User))

export const AccountRow = Schema.Struct({
  ...Account.fields,
  verifiedAt: Schema.NullOr(at),
  createdAt: at,
  updatedAt: at
}).pipe(Schema.decodeTo(Account))

export const CodeRow = Schema.Struct({ ...AccountCode.fields, createdAt: at, expiresAt: at }).pipe(
  Schema.decodeTo(AccountCode)
)

export const MailRequestRow = Schema.Struct({ ...MailRequest.fields, requestedAt: at }).pipe(
  Schema.decodeTo(MailRequest)
)

export const SessionRow = Schema.Struct({
  ...Session.fields,
  createdAt: at,
  refreshedAt: at,
  accessExpiresAt: at,
  refreshExpiresAt: at,
  endsAt: at
}).pipe(Schema.decodeTo(Session))

export const ApiTokenRow = Schema.Struct({
  ...ApiToken.fields,
  createdAt: at,
  expiresAt: Schema.NullOr(at),
  lastUsedAt: Schema.NullOr(at)
}).pipe(Schema.decodeTo(ApiToken))
