/**
 * A sign-in: short access secrets, renewed by refresh secrets of which each is good once. All that come from one sign-in
 * are one family: whoever shows a spent one ends it, as either they or the other one stole it.
 */
import { DateTime, Schema } from "effect"
import { UserId } from "../users/User.ts"
import { SessionId } from "./Principal.ts"
import type { SecretDigest } from "./SecretToken.ts"

/** The device, as far as it told. */
export const UserAgent = Schema.String.check(Schema.isMaxLength(200))

export class Session extends Schema.Class<Session>("Session")({
  id: SessionId,
  userId: UserId,
  userAgent: UserAgent,
  createdAt: Schema.DateTimeUtc,
  refreshedAt: Schema.DateTimeUtc,
  /** When the access secret at hand stops to work. */
  accessExpiresAt: Schema.DateTimeUtc,
  /** When the refresh secret at hand does; each refresh moves it, up to `endsAt`. */
  refreshExpiresAt: Schema.DateTimeUtc,
  /** When one has to sign in anew, whatever was refreshed. */
  endsAt: Schema.DateTimeUtc
}) {}

/** The learner has no such session that still lasts. */
export class SessionNotFound extends Schema.TaggedError<SessionNotFound>()("SessionNotFound", { id: SessionId }) {}

/** The secrets of a session, as far as they are kept. */
export interface SessionSecrets {
  readonly access: SecretDigest
  readonly refresh: SecretDigest
}

export const SessionLifetimes = { accessMinutes: 15, refreshDays: 30, mostDays: 180 } as const

/** When a session that begins now ends, whatever is refreshed. */
export const endOf = (begin: DateTime.Utc): DateTime.Utc => DateTime.add(begin, { days: SessionLifetimes.mostDays })

/** How long new secrets work: never longer than their session. */
export const timesAt = (now: DateTime.Utc, endsAt: DateTime.Utc) => ({
  refreshedAt: now,
  accessExpiresAt: DateTime.min(DateTime.add(now, { minutes: SessionLifetimes.accessMinutes }), endsAt),
  refreshExpiresAt: DateTime.min(DateTime.add(now, { days: SessionLifetimes.refreshDays }), endsAt)
})
