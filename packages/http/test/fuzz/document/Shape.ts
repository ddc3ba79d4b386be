/**
 * A JSON Schema as far as the OpenAPI document uses them: what values are drawn from.
 */
import { Schema } from "effect"

export interface Shape {
  readonly $ref?: string | undefined
  readonly type?: string | undefined
  readonly format?: string | undefined
  readonly enum?: ReadonlyArray<Schema.Json> | undefined
  readonly anyOf?: ReadonlyArray<Shape> | undefined
  readonly properties?: { readonly [name: string]: Shape } | undefined
  readonly required?: ReadonlyArray<string> | undefined
  readonly items?: Shape | undefined
  readonly minItems?: number | undefined
  readonly maxItems?: number | undefined
  readonly uniqueItems?: boolean | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
}

export const Shape: Schema.Codec<Shape> = Schema.suspend(() =>
  Schema.Struct({
    $ref: Schema.optional(Schema.String),
    type: Schema.optional(Schema.String),
    format: Schema.optional(Schema.String),
    enum: Schema.optional(Schema.Array(Schema.Json)),
    anyOf: Schema.optional(Schema.Array(Shape)),
    properties: Schema.optional(Schema.Record(Schema.String, Shape)),
    required: Schema.optional(Schema.Array(Schema.String)),
    items: Schema.optional(Shape),
    minItems: Schema.optional(Schema.Finite),
    maxItems: Schema.optional(Schema.Finite),
    uniqueItems: Schema.optional(Schema.Boolean),
    minLength: Schema.optional(Schema.Finite),
    maxLength: Schema.optional(Schema.Finite),
    minimum: Schema.optional(Schema.Finite),
    maximum: Schema.optional(Schema.Finite)
  })
)
