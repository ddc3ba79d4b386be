/**
 * Asks a server over HTTP and takes the time.
 */
// @effect-diagnostics asyncFunction:off
import { Effect, Schema } from "effect"

export interface Answered {
  readonly status: number
  /** What it says is missing. */
  readonly degraded: string
  readonly retryAfter: string | null
  readonly body: Record<string, unknown>
  readonly took: number
}

export type Ask = (path: string, body?: unknown) => Effect.Effect<Answered>

const Json = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
const decode = Schema.decodeUnknownSync(Json)

/** Whoever gets no answer within ten seconds has waited for longer than anybody should. */
const patience = 10_000

export const asking =
  (address: string, token: string): Ask =>
  (path, body) =>
    Effect.promise(async () => {
      const began = performance.now()
      const took = () => Math.round(performance.now() - began)
      try {
        const response = await fetch(address + path, {
          method: body === undefined ? "GET" : "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          signal: AbortSignal.timeout(patience),
          ...(body !== undefined && { body: JSON.stringify(body) })
        })
        const text = await response.text()
        return {
          status: response.status,
          degraded: response.headers.get("loopi-degraded") ?? "",
          retryAfter: response.headers.get("retry-after"),
          body: text.startsWith("{") ? decode(text) : { list: text === "" ? [] : JSON.parse(text) },
          took: took()
        }
      } catch {
        return { status: 0, degraded: "", retryAfter: null, body: {}, took: took() }
      }
    })
