/**
 * The OpenAPI document as the table needs it: every operation, and where in its requests ids stand.
 */
import { Api } from "@loopi/http"
import { Schema } from "effect"
import { OpenApi } from "effect/http-api"

const Shape: Schema.Codec<Shape> = Schema.suspend(() =>
  Schema.Struct({
    type: Schema.optional(Schema.Unknown),
    format: Schema.optional(Schema.String),
    properties: Schema.optional(Schema.Record(Schema.String, Shape)),
    items: Schema.optional(Shape),
    anyOf: Schema.optional(Schema.Array(Shape))
  })
)
interface Shape {
  readonly type?: unknown
  readonly format?: string | undefined
  readonly properties?: { readonly [name: string]: Shape } | undefined
  readonly items?: Shape | undefined
  readonly anyOf?: ReadonlyArray<Shape> | undefined
}

const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.Literals(["path", "query", "header"]),
  required: Schema.Boolean,
  schema: Shape
})

const Operation = Schema.Struct({
  operationId: Schema.String,
  security: Schema.Array(Schema.Record(Schema.String, Schema.Array(Schema.String))),
  parameters: Schema.Array(Parameter),
  requestBody: Schema.optional(
    Schema.Struct({
      content: Schema.Record(Schema.String, Schema.Struct({ schema: Shape, example: Schema.optional(Schema.Json) }))
    })
  )
})

const Document = Schema.Struct({ paths: Schema.Record(Schema.String, Schema.Record(Schema.String, Operation)) })

const document = Schema.decodeSync(Schema.fromJsonString(Document))(JSON.stringify(OpenApi.fromApi(Api)))

export interface Endpoint {
  readonly id: string
  readonly method: string
  readonly path: string
  /** What a token must be for; `undefined` for endpoints that ask for none, `any` where it does not matter. */
  readonly scope: string | undefined
  readonly parameters: (typeof Operation.Type)["parameters"]
  /** The example in the documentation, or one for each of the shapes that a body may have. */
  readonly bodies: ReadonlyArray<Schema.Json | undefined>
  readonly places: ReadonlyArray<Place>
}

/** Where an id stands in a request. In a body by its path, `*` for any element of an array. */
export interface Place {
  readonly in: "path" | "query" | "body"
  readonly path: ReadonlyArray<string>
  /** Which of the bodies it stands in. */
  readonly body: number
}

export const endpoints: ReadonlyArray<Endpoint> = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => {
    const media = Object.values(operation.requestBody?.content ?? {})[0]
    const shapes = media === undefined ? [] : (media.schema.anyOf ?? [media.schema])
    const { operationId, parameters, security } = operation
    return {
      id: operationId,
      method: method.toUpperCase(),
      path,
      scope: security.length === 0 ? undefined : (security[0]?.["bearer"]?.[0] ?? "any"),
      parameters,
      bodies: shapes.length > 1 ? shapes.map(sampleOf) : [media?.example],
      places: [
        ...parameters.flatMap((it) =>
          it.in !== "header" && isId(it.schema) ? [{ in: it.in, path: [it.name], body: 0 }] : []
        ),
        ...shapes.flatMap((shape, body) => idsIn(shape).map((path) => ({ in: "body" as const, path, body })))
      ]
    }
  })
)

function isId({ anyOf = [], format }: Shape): boolean {
  return format === "uuid" || anyOf.some(isId)
}

function idsIn(shape: Shape): ReadonlyArray<ReadonlyArray<string>> {
  if (isId(shape)) return [[]]
  const named = Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
    idsIn(inner).map((path) => [name, ...path])
  )
  const items = shape.items === undefined ? [] : idsIn(shape.items).map((path) => ["*", ...path])
  return [...named, ...items]
}

/** Bodies of several shapes are told apart by which ids they name: those are put in later. */
function sampleOf({ properties = {} }: Shape): Schema.Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { items }]) => [name, items === undefined ? "" : [""]])
  )
}
