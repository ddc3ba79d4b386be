/**
 * Which methods an address knows: what tells a wrong method from a wrong address.
 */
import { FindMyWay } from "effect/http"
import { HttpApi } from "effect/http-api"
import { Api } from "./Api.ts"

export const docsPath = "/docs"
export const openapiPath = "/openapi.json"

/** The methods that are served under this address; none for an address that is not. */
export const methodsOf = (url: string): ReadonlyArray<string> =>
  methods.filter((method) => known.find(method === "HEAD" ? "GET" : method, url) !== undefined)

const routeOf = (path: string): `/${string}` => `/${path.slice(1)}`

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

const known = FindMyWay.make<true>()
for (const path of [docsPath, openapiPath] as const) known.on("GET", path, true)
HttpApi.reflect(Api, {
  onGroup: () => undefined,
  onEndpoint: ({ endpoint }) => known.on(endpoint.method, routeOf(endpoint.path), true)
})
