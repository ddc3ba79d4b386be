/**
 * Which addresses there are, and with which methods: what tells a wrong method from a wrong address, and names a request
 * without the ids in it.
 */
import { FindMyWay } from "effect/http"
import { HttpApi } from "effect/http-api"
import { Api } from "./Api.ts"

export const docsPath = "/docs"
export const openapiPath = "/openapi.json"

/** The methods that are served under this address; none for an address that is not. */
export const methodsOf = (url: string): ReadonlyArray<string> =>
  methods.filter((method) => known.find(method === "HEAD" ? "GET" : method, url) !== undefined)

/** The path of the endpoint, as in /api/goals/:id; none for an address that is not served. */
export const routeOf = ({ method, url }: { readonly method: string; readonly url: string }): string | undefined =>
  methods.includes(method) ? known.find(method === "HEAD" ? "GET" : method, url)?.handler : undefined

const rooted = (path: string): `/${string}` => `/${path.slice(1)}`

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

const known = FindMyWay.make<string>()
for (const path of [docsPath, openapiPath] as const) known.on("GET", path, path)
HttpApi.reflect(Api, {
  onGroup: () => undefined,
  onEndpoint: ({ endpoint }) => known.on(endpoint.method, rooted(endpoint.path), endpoint.path)
})
