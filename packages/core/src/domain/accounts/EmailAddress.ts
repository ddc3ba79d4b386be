/**
 * Where an account is reached, and what it signs in with.
 */
import { Schema, SchemaTransformation } from "effect"

/**
 * Trimmed, in lower case, so that one mailbox has one account; something with an `@` and a dot after it, and at most 254
 * characters. Whether anybody reads it, only a mail can tell.
 */
export const EmailAddress = Schema.Trim.check(Schema.isMaxLength(254)).pipe(
  Schema.decodeTo(
    Schema.String.check(Schema.isLowercased(), Schema.isPattern(/^[^\s@<>(),;:"\\\p{Cc}]{1,64}@[^\s@]+\.[^\s@.]+$/u)),
    SchemaTransformation.toLowerCase()
  ),
  Schema.brand("EmailAddress")
)
export type EmailAddress = typeof EmailAddress.Type
