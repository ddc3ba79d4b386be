import { type Principal, Sessions, type SignedIn, Users } from "@loopi/core"
import { Effect, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asPrincipal, asUser } from "../authentication/Authentication.ts"
import { fail } from "../problems/Problem.ts"
import { answer } from "../problems/refusals.ts"
import { caller } from "../authentication/caller.ts"
import { handOver, refreshCookie, takeBack } from "../authentication/cookies.ts"
import { refuseForged } from "../authentication/forgery.ts"
import { sessionView } from "./views.ts"

/** Hands each endpoint to one use case, and its secrets to the body or to cookies. */
export const layer = HttpApiBuilder.group(
  Api,
  "sessions",
  Effect.fnUntraced(function* (handlers) {
    const sessions = yield* Sessions
    const users = yield* Users

    const byCookie = Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const secret = refreshCookie(request)
      // A program that left its token out is no other site.
      if (secret === undefined) return yield* fail("unauthenticated")
      yield* refuseForged(request)
      const signedIn = yield* answer(sessions.refresh(secret)).pipe(
        // What is not known here is of no use to the browser.
        Effect.tapError(({ code }) => (code === "unauthenticated" ? takeBack : Effect.void))
      )
      return yield* inCookies(signedIn)
    })

    return handlers.handleAll({
      signIn: Effect.fnUntraced(function* ({ payload: { cookies = false, ...credentials } }) {
        if (cookies) yield* refuseForged(yield* HttpServerRequest.HttpServerRequest)
        const signedIn = yield* answer(sessions.signIn(credentials, yield* caller))
        return yield* cookies ? inCookies(signedIn) : Effect.succeed(inBody(signedIn))
      }),
      refresh: ({ payload: { refreshToken } }) =>
        refreshToken === undefined ? byCookie : Effect.map(answer(sessions.refresh(refreshToken)), inBody),
      signOut: () => Effect.andThen(asPrincipal(sessions.signOut), takeBack),
      signOutEverywhere: () => Effect.andThen(asPrincipal(sessions.signOutEverywhere), takeBack),
      whoAmI: () =>
        asPrincipal(({ credential: { kind }, scopes, userId }) =>
          Effect.map(users.get(userId), (user) => ({ user, kind, scopes }))
        ),
      list: () =>
        asPrincipal((principal) =>
          Effect.map(sessions.list(principal.userId), (all) =>
            all.map((session) => sessionView(session, sessionOf(principal)))
          )
        ),
      end: ({ params }) => asUser((userId) => sessions.end(userId, params.id))
    })
  })
)

const sessionOf = ({ credential }: Principal) => (credential.kind === "session" ? credential.sessionId : undefined)

const told = ({ session, user }: SignedIn) => ({ user, session: sessionView(session, session.id) })

const inBody = (signedIn: SignedIn) => ({
  ...told(signedIn),
  accessToken: Redacted.value(signedIn.access),
  refreshToken: Redacted.value(signedIn.refresh)
})

const inCookies = (signedIn: SignedIn) => Effect.as(handOver(signedIn), told(signedIn))
