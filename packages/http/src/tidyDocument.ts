/**
 * Writes what every field means into the OpenAPI document, which knows only their shapes.
 */
import { fieldNotes } from "./fieldNotes.ts"

/** The document with a description on every property and parameter that has none. */
export const describeFields = (document: Record<string, unknown>): Record<string, unknown> => {
  const described = describe(document)
  return isObject(described) ? described : document
}

const describe = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(describe)
  if (!isObject(value)) return value
  // Examples are data: their keys mean nothing here.
  const entries = Object.entries(value).map(([key, inner]) => [key, key === "example" ? inner : describe(inner)])
  return withNotes(Object.fromEntries(entries))
}

const withNotes = (object: Record<string, unknown>): Record<string, unknown> => {
  const { in: place, name, properties } = object
  if (typeof place === "string" && typeof name === "string") return withNote(name, object)
  if (!isObject(properties)) return object
  const entries = Object.entries(properties).map(([name, schema]) => [
    name,
    isObject(schema) ? withNote(name, schema) : schema
  ])
  return { ...object, properties: Object.fromEntries(entries) }
}

const withNote = (name: string, object: Record<string, unknown>): Record<string, unknown> => {
  const description = fieldNotes[name]
  return description === undefined || "description" in object ? object : { ...object, description }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null
