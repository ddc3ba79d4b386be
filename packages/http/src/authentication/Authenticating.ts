/**
 * Turns what a caller shows into a principal, and sees to it that they may do what the endpoint is for.
 */
import type { Principal } from "@loopi/core"
import { Context, DateTime, type Duration, Effect, Layer, Option, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import type { HttpApiEndpoint } from "effect/http-api"
import { Authentication, CurrentPrincipal, CurrentStay, CurrentUser, mayAsk } from "./Authentication.ts"
import { fail } from "../problems/Problem.ts"
import { answer } from "../problems/refusals.ts"
import { bearerOf } from "./bearer.ts"
import { accessCookie } from "./cookies.ts"
import { refuseForged } from "./forgery.ts"
import { ForSignedIn, RequiredScope } from "./RequiredScope.ts"
import type { Shown, Source } from "./sources.ts"

/** Asks the sources in this order; the first that knows the caller decides. */
export const layer = <R = never>(
  ...sources: ReadonlyArray<Effect.Effect<Source, never, R>>
): Layer.Layer<Authentication, never, R> =>
  Layer.effect(
    Authentication,
    Effect.gen(function* () {
      const knownBy = firstOf(yield* Effect.all(sources))
      const every = yield* LookAgain

      return Authentication.of((handler, { endpoint }) =>
        Effect.gen(function* () {
          const shown = shownBy(yield* HttpServerRequest.HttpServerRequest)
          const principal = yield* answer(knownBy(shown))
          if (principal === undefined) return yield* fail("unauthenticated")
          if (!isBearer(shown)) yield* refuseForged(shown.request)
          if (!isForSignedIn(endpoint)) yield* mayAsk(principal, Context.getUnsafe(endpoint.annotations, RequiredScope))
          const ended = endOf(principal, knownBy(shown), every)
          return yield* Effect.provideContext(handler, Context.add(toldOf(principal), CurrentStay, { ended }))
        })
      )
    })
  )

/** How often it is looked whether somebody who is being answered for long is still known. */
export const LookAgain = Context.Reference<Duration.Input>("@loopi/http/authentication/Authenticating/LookAgain", {
  defaultValue: () => "5 seconds"
})

type KnownBy = ReturnType<Source>

const firstOf =
  (sources: ReadonlyArray<Source>): Source =>
  (shown) =>
    Effect.gen(function* () {
      for (const source of sources) {
        const principal = yield* source(shown)
        if (principal !== undefined) return principal
      }
      return undefined
    })

const shownBy = (request: HttpServerRequest.HttpServerRequest): Shown => ({
  request,
  // A header is sent by a program that holds the token; a cookie by the browser, whoever made it ask.
  secret: bearerOf(request) ?? accessCookie(request)
})

/** Any other scheme, as `Basic`, a browser answers by itself once it has been asked: to us that is as a cookie. */
const isBearer = ({ request }: Shown): boolean => {
  const bearer = bearerOf(request)
  return bearer !== undefined && Redacted.value(bearer) !== ""
}

const isForSignedIn = ({ annotations }: HttpApiEndpoint.Top): boolean =>
  Option.isSome(Context.getOption(annotations, ForSignedIn))

const toldOf = (principal: Principal) =>
  Context.make(CurrentUser, { id: principal.userId }).pipe(Context.add(CurrentPrincipal, principal))

const endOf = ({ credential }: Principal, known: KnownBy, every: Duration.Input): Effect.Effect<void> => {
  // Where it cannot be looked up, they stay until it can.
  const isGone = Effect.map(known, (found) => found === undefined).pipe(Effect.catchCause(() => Effect.succeed(false)))
  const revoked = Effect.repeat(Effect.delay(isGone, every), { until: (gone) => gone })
  const expiresAt = "expiresAt" in credential ? credential.expiresAt : null
  return expiresAt === null ? Effect.asVoid(revoked) : Effect.asVoid(Effect.raceFirst(revoked, sleepUntil(expiresAt)))
}

const sleepUntil = (at: DateTime.Utc) => Effect.flatMap(DateTime.now, (now) => Effect.sleep(DateTime.distance(now, at)))
