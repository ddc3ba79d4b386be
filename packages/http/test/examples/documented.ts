/**
 * The operations of the document: what an example sends, and what it is answered with.
 */
import { Api } from "@loopi/http"
import { Schema } from "effect"
import { HttpApi, type HttpApiEndpoint, OpenApi } from "effect/http-api"

const Media = Schema.Record(Schema.String, Schema.Struct({ example: Schema.optional(Schema.Json) }))

const Operation = Schema.Struct({
  operationId: Schema.String,
  security: Schema.Array(Schema.Unknown),
  parameters: Schema.Array(Schema.Struct({ name: Schema.String, in: Schema.String, required: Schema.Boolean })),
  requestBody: Schema.optional(Schema.Struct({ content: Media })),
  responses: Schema.Record(Schema.String, Schema.Struct({ content: Schema.optional(Media) }))
})

const Document = Schema.Struct({ paths: Schema.Record(Schema.String, Schema.Record(Schema.String, Operation)) })

const document = Schema.decodeSync(Schema.fromJsonString(Document))(JSON.stringify(OpenApi.fromApi(Api)))

const declared = new Map<string, HttpApiEndpoint.Top>()
HttpApi.reflect(Api, {
  onGroup: () => undefined,
  onEndpoint: ({ endpoint }) => void declared.set(`${endpoint.method} ${pathIn(endpoint.path)}`, endpoint)
})

export interface Documented {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly isGuarded: boolean
  readonly query: ReadonlyArray<string>
  readonly hasBody: boolean
  readonly takesKey: boolean
  readonly request: Schema.Json | undefined
  /** The status of a success, and the type of what it is answered with, if with anything. */
  readonly status: number
  readonly type: string | undefined
  readonly response: Schema.Json | undefined
  readonly endpoint: HttpApiEndpoint.Top
}

export const operations: ReadonlyArray<Documented> = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => {
    const [status = "", success] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? []
    const [type, media] = Object.entries(success?.content ?? {})[0] ?? []
    const endpoint = declared.get(`${method.toUpperCase()} ${path}`)
    if (endpoint === undefined) throw new Error(`${method} ${path} is not declared`)
    return {
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      isGuarded: operation.security.length > 0,
      query: operation.parameters.filter((one) => one.in === "query" && one.required).map(({ name }) => name),
      takesKey: operation.parameters.some(({ name }) => name === "idempotency-key"),
      hasBody: operation.requestBody !== undefined,
      request: Object.values(operation.requestBody?.content ?? {})[0]?.example,
      status: Number(status),
      type,
      response: media?.example,
      endpoint
    }
  })
)

function pathIn(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}").replace(/(.)\/$/, "$1")
}

/** Whether this is what a success says, by the schema of its body. */
export const isAnswer = ({ endpoint: { success } }: Documented, body: unknown): boolean => {
  const codec: Schema.Top = Schema.toCodecJson(Schema.Union([...success]))
  if (!isSelfContained(codec)) return false
  Schema.decodeUnknownSync(codec, { onExcessProperty: "error" })(body)
  return true
}

/** Decodes without the help of any service. */
const isSelfContained = (schema: Schema.Top): schema is Schema.Codec<unknown> => Schema.isSchema(schema)
