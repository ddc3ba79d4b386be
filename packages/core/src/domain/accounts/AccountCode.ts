/**
 * A code that is mailed and works once: to prove an address, or to choose a new password.
 */
import { Schema } from "effect"
import { UserId } from "../users/User.ts"
import { SecretDigest } from "./SecretToken.ts"

export const CodePurpose = Schema.Literals(["verification", "reset"])
export type CodePurpose = typeof CodePurpose.Type

export class AccountCode extends Schema.Class<AccountCode>("AccountCode")({
  digest: SecretDigest,
  userId: UserId,
  purpose: CodePurpose,
  createdAt: Schema.DateTimeUtc,
  expiresAt: Schema.DateTimeUtc
}) {}

/** Unknown, used or too old: which of them is not told. */
export class CodeRefused extends Schema.TaggedError<CodeRefused>()("CodeRefused", {}) {}

/** How long each lives, in hours. */
export const codeHours: Record<CodePurpose, number> = { verification: 24, reset: 1 }
