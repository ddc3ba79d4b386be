/**
 * Sends requests that carry a key.
 */
import { Server } from "@loopi/http"
import { Effect } from "effect"
import { type Answered, ask } from "../ask.ts"
import { Me } from "../me.ts"

export const sendWith = (path: string, key: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    ...(body !== undefined && { body }),
    headers: { "idempotency-key": key, ...headers }
  })

/** Whether the answer is one that was given before. */
export const replayed = ({ headers }: Answered): boolean => headers["idempotency-replayed"] === "true"

/** Cuts the connection where it is interrupted. */
export const sendAndLeave = Effect.fnUntraced(function* (path: string, key: string, body: unknown) {
  const headers = {
    authorization: `Bearer ${yield* Me}`,
    "content-type": "application/json",
    "idempotency-key": key
  }
  const address = `${yield* Server.address}${path}`
  return yield* Effect.tryPromise((signal) =>
    fetch(address, { method: "POST", headers, body: JSON.stringify(body), signal })
  )
})
