/**
 * A value kept in a JSONB column.
 */
import { PgTypes } from "@effect/sql-pg"
import { Schema, SchemaTransformation } from "effect"

const JsonbColumn = Schema.Unknown.pipe(
  Schema.decodeTo(
    Schema.Unknown,
    // Bound with its type: the client does not guess that an object is meant to be JSON.
    SchemaTransformation.transform<unknown, unknown>({ decode: (value) => value, encode: PgTypes.jsonb })
  )
)

export const jsonb = <S extends Schema.Top>(schema: S) =>
  JsonbColumn.pipe(Schema.decodeTo(schema, SchemaTransformation.passthrough({ strict: false })))
