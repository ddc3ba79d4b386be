/**
 * A client derived from the contract: every endpoint is a method, typed on both sides.
 */
import type { Effect, Redacted } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient } from "effect/http-api"
import { Api } from "./Api.ts"

export interface ClientOptions {
  /** Where the server is, without a path: http://127.0.0.1:3000 */
  readonly baseUrl: string
  readonly token: Redacted.Redacted
}

export type Client = HttpApiClient.ForApi<typeof Api>

/** Refusals come back as problems: tell them apart by `code`. */
export const makeClient = ({ baseUrl, token }: ClientOptions): Effect.Effect<Client, never, HttpClient.HttpClient> =>
  HttpApiClient.make(Api, {
    baseUrl,
    transformClient: HttpClient.mapRequest(HttpClientRequest.bearerToken(token))
  })
