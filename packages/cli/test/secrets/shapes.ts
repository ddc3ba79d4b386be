/**
 * Fifty keys as providers hand them out, or as people imagine them: drawn at random in every run.
 */
import { randomBytes } from "node:crypto"

/** A key, and the part of it that nothing else in the world has. */
export interface Planted {
  readonly text: string
  readonly random: string
}

const alphabets = {
  letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  hex: "0123456789abcdef",
  HEX: "0123456789ABCDEF",
  digits: "0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
  base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  marks: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
}

type Shape = readonly [prefix: string, alphabet: keyof typeof alphabets, length: number, suffix: string]

const shapes: ReadonlyArray<Shape> = [
  // As providers write them.
  ["sk-ant-api03-", "url", 93, "AA"],
  ["sk-ant-admin01-", "url", 86, "AA"],
  ["jina_", "letters", 60, ""],
  ["sk-proj-", "url", 120, ""],
  ["sk-svcacct-", "url", 80, ""],
  ["sk-", "letters", 48, ""],
  ["pa-", "url", 43, ""],
  ["al-", "url", 43, ""],
  ["gsk_", "letters", 52, ""],
  ["AIza", "url", 35, ""],
  ["hf_", "letters", 34, ""],
  ["r8_", "letters", 37, ""],
  ["xai-", "letters", 80, ""],
  ["ghp_", "letters", 36, ""],
  ["AKIA", "upper", 16, ""],
  // Bare.
  ["", "hex", 32, ""],
  ["", "hex", 64, ""],
  ["", "HEX", 40, ""],
  ["", "digits", 24, ""],
  ["", "upper", 26, ""],
  ["", "base64", 44, ""],
  ["", "base64", 42, "=="],
  ["", "url", 16, ""],
  ["", "letters", 512, ""],
  ["", "marks", 24, "abcd"],
  ["", "marks", 64, "'\"\\`"],
  // What somebody's quoting, escaping or templating could come to grief with.
  ["0x", "hex", 64, ""],
  ["\\x", "hex", 64, ""],
  ["base64:", "base64", 43, "="],
  ["eyJhbGciOiJIUzI1NiJ9.", "url", 60, ".x"],
  ['"', "letters", 30, '"'],
  ["'", "letters", 30, "'"],
  ["');--", "letters", 30, "$$"],
  ["$1", "letters", 30, "$2"],
  ["${", "letters", 30, "}"],
  ["{{", "letters", 30, "}}"],
  ["%s%d", "letters", 30, "%n"],
  ["%41%42", "letters", 30, "%00"],
  ["\\u0041", "letters", 30, "\\0"],
  ["\\\\", "letters", 30, "\\"],
  ["<script>", "letters", 30, "</script>"],
  ["&lt;", "letters", 30, "&gt;"],
  ["postgres://u:", "letters", 30, "@h/d"],
  ["https://", "letters", 30, "?k=v#f"],
  ["LOOPI_KEY=", "letters", 30, ";"],
  ["key:", "letters", 30, ",key"],
  ["[redacted]", "letters", 30, "<redacted>"],
  ["null", "letters", 30, "null"],
  ["../../", "letters", 30, "/.."],
  ["-----BEGIN", "base64", 60, "-----"]
]

export const newSecrets = (): ReadonlyArray<Planted> =>
  shapes.map(([prefix, alphabet, length, suffix]) => {
    const random = draw(alphabets[alphabet], length)
    // The last four characters may be shown.
    const kept = suffix.length >= 4 ? random : random.slice(0, suffix.length - 4)
    return { text: `${prefix}${random}${suffix}`, random: kept }
  })

const draw = (alphabet: string, length: number): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("")

/** What is put openly wherever it can be, and has to be found there. */
export const newCanary = (): string => `canary-${draw(alphabets.hex, 40)}`
