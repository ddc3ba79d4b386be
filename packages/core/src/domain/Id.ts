/**
 * Identifiers: UUIDs, in lower case however they come in, so that two spellings of one id are one id everywhere.
 */
import { Schema, SchemaTransformation } from "effect"

export const Uuid = Schema.String.check(Schema.isUUID()).pipe(
  Schema.decodeTo(Schema.String.check(Schema.isUUID(), Schema.isLowercased()), SchemaTransformation.toLowerCase())
)
