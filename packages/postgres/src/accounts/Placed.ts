/**
 * Requests by where their records are.
 */
import type { KeyedRequest } from "@loopi/core"
import { createHash } from "node:crypto"

/** A request by where its record is, of which nobody learns the key. */
export interface Placed extends Pick<KeyedRequest, "userId" | "fingerprint"> {
  /** SHA-256 of learner, route and key, in hexadecimal. */
  readonly digest: string
}

export const placedOf = ({ fingerprint, key, route, userId }: KeyedRequest): Placed => ({
  userId,
  fingerprint,
  digest: createHash("sha256")
    .update(JSON.stringify([userId, route, key]))
    .digest("hex")
})
