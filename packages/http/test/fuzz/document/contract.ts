/**
 * What the contract itself says about a request: whether it decodes, and so must, or must not, be refused as invalid.
 */
import { Api } from "@loopi/http"
import { Context, Schema } from "effect"
import { HttpApi, type HttpApiEndpoint, OpenApi } from "effect/http-api"
import { type Check, refusalBy } from "./checkOf.ts"

export interface Contract {
  readonly params: Check
  readonly query: Check
  readonly headers: Check
  readonly body: Check
}

/** By the name of the operation. */
export const contracts = new Map<string, Contract>()

const any: Check = () => undefined

const none: Check = (query) =>
  typeof query === "object" && query !== null && Object.keys(query).length === 0 ? undefined : "nothing reads a query"

const bodyOf = ({ payload }: HttpApiEndpoint.Top): Check => {
  const json = payload.get("application/json")
  return json === undefined ? any : refusalBy(Schema.Union(json.schemas))
}

HttpApi.reflect(Api, {
  onGroup: () => undefined,
  onEndpoint: ({ endpoint, mergedAnnotations }) => {
    const { headers, params, query } = endpoint
    contracts.set(
      Context.getOrElse(mergedAnnotations, OpenApi.Identifier, () => ""),
      {
        params: params === undefined ? any : refusalBy(params),
        query: query === undefined ? none : refusalBy(Schema.toCodecArrayFromSingle(query)),
        // Every request has headers that no endpoint knows.
        headers: headers === undefined ? any : refusalBy(headers, "ignore"),
        body: bodyOf(endpoint)
      }
    )
  }
})
