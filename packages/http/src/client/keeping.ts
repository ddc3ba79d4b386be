/**
 * Keeps a session going: what is refused because a token is too old is sent again with a new one.
 */
import { Effect, Redacted } from "effect"
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import type { HttpApiClient } from "effect/http-api"
import type { Api } from "../Api.ts"
import { oneAtATime } from "./oneAtATime.ts"
import type { SessionTokens, Tokens } from "./SessionTokens.ts"

type Plain = HttpApiClient.ForApi<typeof Api>

/** Whether there is anything new to try again with. */
type Renew = (used: Tokens | undefined) => Effect.Effect<boolean>

export const keeping = (plain: Plain, session: "cookies" | SessionTokens, baseUrl: string) =>
  Effect.map(oneAtATime(`loopi session ${baseUrl}`), (exclusively) => {
    const read = session === "cookies" ? Effect.undefined : session.read
    const renew: Renew = (used) =>
      exclusively(session === "cookies" ? renewCookies(plain) : renewTokens(plain, session, used))

    return (client: HttpClient.HttpClient) => {
      const send = Effect.fnUntraced(function* (request: HttpClientRequest.HttpClientRequest) {
        const used = yield* read
        const response = yield* client.execute(bearing(request, used))
        if (!isOutOfDate(response, request) || !(yield* renew(used))) return response
        return yield* client.execute(bearing(request, yield* read))
      })
      return HttpClient.make(send)
    }
  })

const bearing = (request: HttpClientRequest.HttpClientRequest, tokens: Tokens | undefined) =>
  tokens === undefined ? request : HttpClientRequest.bearerToken(request, tokens.access)

/** Signing in is refused for other reasons. */
const isOutOfDate = (
  { status }: HttpClientResponse.HttpClientResponse,
  { url }: HttpClientRequest.HttpClientRequest
): boolean => status === 401 && !/\/api\/auth\/(?:signin|refresh)$/.test(url)

/** Another page may have renewed them while we waited for our turn: then there is nothing left to do. */
const renewCookies = ({ sessions }: Plain): Effect.Effect<boolean> =>
  sessions.whoAmI().pipe(
    Effect.catch(() => sessions.refresh({ payload: {} })),
    Effect.match({ onSuccess: () => true, onFailure: () => false })
  )

const renewTokens = Effect.fnUntraced(function* ({ sessions }: Plain, tokens: SessionTokens, used: Tokens | undefined) {
  const present = yield* tokens.read
  if (present === undefined) return false
  if (present !== used) return true
  return yield* sessions.refresh({ payload: { refreshToken: present.refresh } }).pipe(
    Effect.tap(({ accessToken = "", refreshToken = "" }) =>
      tokens.write({ access: Redacted.make(accessToken), refresh: Redacted.make(refreshToken) })
    ),
    Effect.matchEffect({
      onSuccess: () => Effect.succeed(true),
      // What is refused is of no more use; what could not be asked may be.
      onFailure: (error) =>
        Effect.as("status" in error && error.status === 401 ? tokens.write(undefined) : Effect.void, false)
    })
  )
})
