import { Effect } from "effect"
import { inHex, sha256 } from "../sha256.ts"

const encoder = new TextEncoder()

/** SHA-256 of a text, in hexadecimal: what a vector says it was computed from. */
export const contentHash = (text: string): Effect.Effect<string> => Effect.map(sha256(encoder.encode(text)), inHex)
