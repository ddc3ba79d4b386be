/**
 * Tidies the OpenAPI document: it says what every field means, and calls everything by its name.
 */
import { fieldNotes } from "./fieldNotes.ts"

/** The document as it is published. */
export const tidyDocument = (document: Record<string, unknown>): Record<string, unknown> => {
  const { components, ...told } = describeObject(document)
  return { ...told, components: { ...(isObject(components) && components), securitySchemes } }
}

/** How callers are known; `documented` names them at each endpoint. */
const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", description: "An access token of a session, or an API token." },
  cookie: { type: "apiKey", in: "cookie", name: "__Host-loopi_access", description: "A session kept by a browser." }
}

const describe = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(describe)
  return isObject(value) ? describeObject(value) : value
}

const describeObject = (object: Record<string, unknown>): Record<string, unknown> => {
  const entries = Object.entries(object).map(([key, inner]) => [nameOf(key), describeEntry(key, inner)])
  return withoutNoise(withNotes(inOne(Object.fromEntries(entries))))
}

/** One check more is no schema of its own. */
const inOne = ({ allOf, ...object }: Record<string, unknown>): Record<string, unknown> => {
  if (allOf === undefined) return object
  const [only, ...more]: ReadonlyArray<unknown> = Array.isArray(allOf) ? allOf : []
  return isObject(only) && more.length === 0 ? { ...object, ...only } : { ...object, allOf }
}

// Examples are data: their keys mean nothing here.
const describeEntry = (key: string, inner: unknown): unknown => {
  if (key === "example") return inner
  return key === "$ref" && typeof inner === "string" ? nameOf(inner) : describe(inner)
}

/** On the wire everything is encoded, so that saying so says nothing. */
const nameOf = (component: string): string => component.replace(/Encoded$/, "")

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

/** Bounds that only say that a number is a safe integer are true of every number in JSON that is one. */
const withoutNoise = ({ maximum, minimum, ...object }: Record<string, unknown>): Record<string, unknown> => ({
  ...object,
  ...(minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER && { minimum }),
  ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum })
})

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
