/**
 * What somebody asked to be mailed: kept first and looked into afterwards, so that asking takes as long for an address
 * that nobody has as for one that somebody has.
 */
import { DateTime, Schema } from "effect"
import { Uuid } from "../Id.ts"
import { EmailAddress } from "./EmailAddress.ts"

export const MailRequestId = Uuid.pipe(Schema.brand("MailRequestId"))
export type MailRequestId = typeof MailRequestId.Type

/**
 * `welcome` to prove a new address or to tell who has it already that somebody tried; `verify` the same again; `reset` a
 * password that was forgotten; `changed` to tell that there is a new one, in case that was somebody else.
 */
export const MailKind = Schema.Literals(["welcome", "verify", "reset", "changed"])
export type MailKind = typeof MailKind.Type

export class MailRequest extends Schema.Class<MailRequest>("MailRequest")({
  id: MailRequestId,
  kind: MailKind,
  email: EmailAddress,
  /** Whether the sign-up made the account: else it tells whoever has it that somebody tried. */
  created: Schema.Boolean,
  attempts: Schema.Int,
  requestedAt: Schema.DateTimeUtc
}) {}

/** When a mail that did not leave is tried again; nothing once it is given up. */
export const nextTryOf = ({ attempts }: MailRequest, now: DateTime.Utc): DateTime.Utc | undefined => {
  const minutes = [1, 5, 30, 30][attempts - 1]
  return minutes === undefined ? undefined : DateTime.add(now, { minutes })
}
