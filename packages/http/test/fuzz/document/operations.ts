/**
 * Every operation of the OpenAPI document: what may be sent to it, and what it may answer.
 */
import { Api } from "@loopi/http"
import { Schema } from "effect"
import { OpenApi } from "effect/http-api"
import { type Check, checkOf } from "./checkOf.ts"
import { Shape } from "./Shape.ts"

const Json = Schema.Record(Schema.String, Schema.Unknown)
const Content = Schema.optional(Schema.Record(Schema.String, Schema.Struct({ schema: Json })))

const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.Literals(["path", "query", "header"]),
  required: Schema.Boolean,
  schema: Shape
})
export type Parameter = typeof Parameter.Type

const Described = Schema.Struct({
  operationId: Schema.String,
  security: Schema.Array(Schema.Unknown),
  parameters: Schema.Array(Parameter),
  requestBody: Schema.optional(Schema.Struct({ content: Content })),
  responses: Schema.Record(Schema.String, Schema.Struct({ content: Content }))
})

const Document = Schema.Struct({
  paths: Schema.Record(Schema.String, Schema.Record(Schema.String, Described)),
  components: Schema.Struct({ schemas: Schema.Record(Schema.String, Json) })
})

const document = Schema.decodeSync(Schema.fromJsonString(Document))(JSON.stringify(OpenApi.fromApi(Api)))
const { schemas } = document.components

export interface Operation {
  readonly id: string
  readonly method: string
  /** As in `/api/goals/{id}`. */
  readonly path: string
  /** Whether it asks who is asking. */
  readonly isGuarded: boolean
  readonly parameters: ReadonlyArray<Parameter>
  readonly body: { readonly shape: Shape; readonly check: Check } | undefined
  /** By status and content type; a status without any is answered without a body. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, Check>>
}

const readShape = Schema.decodeUnknownSync(Shape)

/** The shape that a reference names, or the shape itself. */
export const resolve = (shape: Shape): Shape =>
  shape.$ref === undefined ? shape : resolve(readShape(schemas[shape.$ref.replace("#/components/schemas/", "")]))

export const operations: ReadonlyArray<Operation> = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, parameters, requestBody, responses, security }]) => {
    const sent = requestBody?.content?.["application/json"]?.schema
    return {
      id: operationId,
      method: method.toUpperCase(),
      path,
      isGuarded: security.length > 0,
      parameters,
      body: sent && { shape: readShape(sent), check: checkOf(sent, schemas) },
      answers: new Map(
        Object.entries(responses).map(([status, { content = {} }]) => [
          Number(status),
          new Map(Object.entries(content).map(([type, { schema }]) => [type, checkOf(schema, schemas)]))
        ])
      )
    }
  })
)
