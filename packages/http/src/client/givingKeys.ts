/**
 * Keys of the caller's own choice, for requests that are to be done once however often the program begins.
 */
import type { IdempotencyKey } from "@loopi/core"
import { Context, Effect } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { keyHeader } from "../idempotency/Idempotency.ts"

/** The key of the request that is made. */
const GivenKey = Context.Reference<IdempotencyKey | undefined>("@loopi/http/client/givingKeys/GivenKey", {
  defaultValue: () => undefined
})

/** Has a POST of the client carry this key: `loopi.goals.create({ payload }).pipe(withKey(key))`. */
export const withKey = (key: IdempotencyKey) => Effect.provideService(GivenKey, key)

export const givingKeys = HttpClient.mapRequestEffect((request) =>
  Effect.map(GivenKey, (key) =>
    key === undefined || request.method !== "POST" ? request : HttpClientRequest.setHeader(request, keyHeader, key)
  )
)
