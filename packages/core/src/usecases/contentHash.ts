import { Effect } from "effect"

const encoder = new TextEncoder()

/** SHA-256 of a text, in hexadecimal: what a vector says it was computed from. */
export const contentHash = (text: string): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => globalThis.crypto.subtle.digest("SHA-256", encoder.encode(text))),
    (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
  )
