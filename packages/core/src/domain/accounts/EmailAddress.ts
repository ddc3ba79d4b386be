/**
 * Where an account is reached, and what it signs in with.
 */
import { Schema, SchemaTransformation } from "effect"

// Nothing that means something to a mail server beyond one plain address.
const letter = String.raw`[^\s@<>()[\],;:"\\\p{Cc}\p{Cs}]`
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
const address = new RegExp(`^${letter}{1,64}@(?:${label}\\.)+(?=[a-z])${label}$`, "u")

/** The one spelling of a mailbox, whatever it was typed on: in lower case, its domain as the name system writes it. */
const spelt = (typed: string): string => {
  const text = typed.normalize("NFKC").toLowerCase().normalize("NFKC")
  const at = text.lastIndexOf("@") + 1
  return `${text.slice(0, at)}${inAscii(text.slice(at))}`
}

/** München.de is xn--mnchen-3ya.de (UTS 46, Punycode): the platform knows, as its URLs have hosts. Nothing for no domain. */
const inAscii = (domain: string): string => {
  const url = `http://${domain}`
  return /^[\p{L}\p{M}\p{N}.。-]+$/u.test(domain) && URL.canParse(url) ? new URL(url).hostname : ""
}

/**
 * Trimmed, in one spelling, so that one mailbox has one account; something with an `@` and a dot after it, and at most 254
 * characters. Whether anybody reads it, only a mail can tell.
 */
export const EmailAddress = Schema.Trim.check(Schema.isMaxLength(254)).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.isLowercased(),
      Schema.isMaxLength(254),
      Schema.isPattern(address, { expected: "an address, as in mira@example.com" })
    ),
    SchemaTransformation.transform({ decode: spelt, encode: (address) => address })
  ),
  Schema.brand("EmailAddress")
)
export type EmailAddress = typeof EmailAddress.Type
