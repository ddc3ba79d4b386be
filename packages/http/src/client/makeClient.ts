/**
 * A client derived from the contract: every endpoint is a method, typed on both sides.
 */
import { Effect, type Redacted } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient } from "effect/http-api"
import { Api } from "../Api.ts"
import { givingKeys } from "./givingKeys.ts"
import { keeping } from "./keeping.ts"
import { sendingOnce } from "./sendingOnce.ts"
import type { SessionTokens } from "./SessionTokens.ts"

export interface ClientOptions {
  /** Where the server is, without a path: http://127.0.0.1:3000 ; in a browser the page's own when left out. */
  readonly baseUrl?: string
  /** An API token, or the token of a server on this machine. */
  readonly token?: Redacted.Redacted
  /**
   * Instead of a token, a session that one signs in to: its tokens are in `cookies` that the browser keeps, or are kept
   * by the program. They are renewed when they work no more, once for all requests that found out.
   */
  readonly session?: "cookies" | SessionTokens
  /**
   * Each POST but those to `/api/auth` carries an Idempotency-Key of its own. Where the connection ends before the answer
   * it is sent once more with the same key, and so is done once. `false` leaves both to the caller.
   */
  readonly sendAgain?: boolean
}

export type Client = HttpApiClient.ForApi<typeof Api>

/** Refusals come back as problems: tell them apart by `code`. */
export const makeClient = ({ baseUrl, sendAgain = true, session, token }: ClientOptions = {}): Effect.Effect<
  Client,
  never,
  HttpClient.HttpClient
> => {
  const where = baseUrl === undefined ? {} : { baseUrl }
  const again = (client: HttpClient.HttpClient) => givingKeys(sendAgain ? sendingOnce(client) : client)
  if (token !== undefined) {
    const bearing = HttpClient.mapRequest(HttpClientRequest.bearerToken(token))
    return HttpApiClient.make(Api, { ...where, transformClient: (client) => again(bearing(client)) })
  }
  if (session === undefined) return HttpApiClient.make(Api, { ...where, transformClient: again })
  return Effect.gen(function* () {
    const plain = yield* HttpApiClient.make(Api, where)
    const keepingOn = yield* keeping(plain, session, baseUrl ?? "")
    return yield* HttpApiClient.make(Api, { ...where, transformClient: (client) => again(keepingOn(client)) })
  })
}
