/**
 * Says in every answer what is missing while it is: an answer may be less than it would be otherwise.
 */
import { Degraded } from "@loopi/core"
import { Effect } from "effect"
import { HttpEffect, HttpRouter, HttpServerResponse } from "effect/http"

/** A list such as "embeddings, archive". Answers without it lack nothing. */
export const degradedHeader = "loopi-degraded"

export const layer = HttpRouter.middleware(
  Effect.gen(function* () {
    const { now } = yield* Degraded
    const named = (response: HttpServerResponse.HttpServerResponse) =>
      Effect.map(now, (missing) =>
        missing.length === 0
          ? response
          : HttpServerResponse.setHeader(response, degradedHeader, missing.map(({ part }) => part).join(", "))
      )

    return (handler) =>
      Effect.andThen(
        // When the answer leaves, not when the question came: what the request itself found out is in it.
        HttpEffect.appendPreResponseHandler((_, response) => named(response)),
        handler
      )
  }),
  { global: true }
)
