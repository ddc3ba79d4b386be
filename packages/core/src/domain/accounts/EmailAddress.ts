/**
 * Where an account is reached, and what it signs in with.
 */
import { Schema, SchemaTransformation } from "effect"

// Nothing that means something to a mail server beyond one plain address.
const letter = String.raw`[^\s@<>()[\],;:"\\\p{Cc}\p{Cs}]`
const label = letter.replace("@", "@.")
const address = new RegExp(`^${letter}{1,64}@(${label}+\\.)+${label}+$`, "u")

/**
 * Trimmed, in lower case, so that one mailbox has one account; something with an `@` and a dot after it, and at most 254
 * characters. Whether anybody reads it, only a mail can tell.
 */
export const EmailAddress = Schema.Trim.check(Schema.isMaxLength(254)).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.isLowercased(),
      Schema.isPattern(address, { expected: "an address, as in mira@example.com" })
    ),
    SchemaTransformation.toLowerCase()
  ),
  Schema.brand("EmailAddress")
)
export type EmailAddress = typeof EmailAddress.Type
