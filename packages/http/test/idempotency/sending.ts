/**
 * Sends requests that carry a key.
 */
import { type Answered, ask } from "../ask.ts"

export const sendWith = (path: string, key: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    ...(body !== undefined && { body }),
    headers: { "idempotency-key": key, ...headers }
  })

/** Whether the answer is one that was given before. */
export const replayed = ({ headers }: Answered): boolean => headers["idempotency-replayed"] === "true"
