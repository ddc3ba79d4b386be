/**
 * Tells callers which of the fields they sent do not decode, and nobody what we failed to encode.
 */
import { Effect, type Layer, SchemaIssue } from "effect"
import { type HttpApiError, HttpApiMiddleware } from "effect/http-api"
import { Decoding } from "./Guards.ts"
import { fail, type FieldError } from "../problems/Problem.ts"
import { mostCharacters, mostErrors, unexpected } from "./fieldErrors.ts"

export const layer: Layer.Layer<Decoding> = HttpApiMiddleware.layerSchemaErrorTransform(Decoding, (error) => {
  const slot = slots[error.kind]
  if (slot !== undefined) return fail("invalid_input", { errors: fieldErrors(slot, error) })
  return Effect.andThen(Effect.logError("an answer does not encode", error.cause), fail("internal_error"))
})

const slots: Partial<Record<HttpApiError.HttpApiSchemaError["kind"], string>> = {
  Params: "params",
  Query: "query",
  Headers: "headers",
  Payload: "body"
}

const fieldErrors = (slot: string, { cause }: HttpApiError.HttpApiSchemaError): ReadonlyArray<FieldError> => {
  const issue = withinOf(cause.issue)
  if (issue._tag !== "AnyOf" || issue.issues.length === 0) return eachOf(slot, [issue])
  // Of several ways to say something, the one that was begun; where none was, there is a choice.
  const begun = issue.issues.filter((way) => missingIn(way).length === 0)
  if (begun.length > 0) return eachOf(slot, begun)
  const choice = issue.issues.map((way) => missingIn(way).join(" and "))
  return [{ path: slot, message: `Expected one of ${choice.join(", ")}` }]
}

const eachOf = (slot: string, issues: ReadonlyArray<SchemaIssue.Issue>): ReadonlyArray<FieldError> =>
  issues
    .flatMap((issue) => format(issue).issues)
    .slice(0, mostErrors)
    .map(({ message, path = [] }) => ({
      path: [slot, ...path.map(segmentOf)].join(".").slice(0, mostCharacters),
      message: message.slice(0, mostCharacters)
    }))

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => plain[issue._tag] ?? SchemaIssue.defaultLeafHook(issue)
})

/** What is said of keys and properties elsewhere is said here in words for those who sent a request. */
const plain: Partial<Record<SchemaIssue.Leaf["_tag"], string>> = {
  MissingKey: "Missing",
  UnexpectedKey: unexpected
}

/** The fields that are missing. */
const missingIn = (issue: SchemaIssue.Issue): ReadonlyArray<string> => {
  const within = withinOf(issue)
  if (within._tag === "Composite") return within.issues.flatMap(missingIn)
  return within._tag === "Pointer" && within.issue._tag === "MissingKey" ? [within.path.map(segmentOf).join(".")] : []
}

/** What is behind an issue that says nothing itself. */
const withinOf = (issue: SchemaIssue.Issue): SchemaIssue.Issue => {
  if (issue._tag === "Encoding") return withinOf(issue.issue)
  const [only, ...more] = issue._tag === "Composite" || issue._tag === "AnyOf" ? issue.issues : []
  return only === undefined || more.length > 0 ? issue : withinOf(only)
}

const segmentOf = (segment: PropertyKey | { readonly key: PropertyKey }): string =>
  String(typeof segment === "object" ? segment.key : segment)
