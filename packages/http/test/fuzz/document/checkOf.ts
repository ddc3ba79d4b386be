/**
 * Checks values by the JSON Schemas of the document: what is published, not what the server itself goes by.
 */
import { Exit, JsonSchema, Schema, SchemaRepresentation } from "effect"

/** What is wrong with a value, if anything. */
export type Check = (value: unknown) => string | undefined

type Components = Readonly<Record<string, JsonSchema.JsonSchema>>

export const checkOf = (schema: JsonSchema.JsonSchema, components: Components): Check => {
  let check: Check | undefined
  // Few of them are used in a run for one endpoint, and reading one takes a while.
  return (value) => (check ??= checkBy(schema, components))(value)
}

const checkBy = (schema: JsonSchema.JsonSchema, components: Components): Check => {
  const imported = SchemaRepresentation.fromJsonSchemaDocument(
    {
      dialect: "draft-2020-12",
      schema: JsonSchema.fromSchemaOpenApi3_1(schema).schema,
      definitions: Object.fromEntries(
        Object.entries(components).map(([name, component]) => [name, JsonSchema.fromSchemaOpenApi3_1(component).schema])
      )
    },
    { patterns: "apply" }
  )
  return refusalBy(imported)
}

/** What a schema says about a value that it does not take. */
export const refusalBy = (schema: Schema.Top, onExcessProperty: "error" | "ignore" = "error"): Check => {
  if (!isAlone(schema)) return () => "the schema needs services"
  const decode = Schema.decodeUnknownExit(schema, { onExcessProperty })
  return (value) => {
    const read = decode(value)
    return Exit.isSuccess(read) ? undefined : String(read.cause).slice(0, 500)
  }
}

/** Ours decode by themselves; a list of schemas cannot say so in its type. */
const isAlone = (schema: Schema.Top): schema is Schema.Top & Schema.ConstraintDecoder<unknown> =>
  Schema.isSchema(schema)
