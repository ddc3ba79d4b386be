/**
 * Documents an endpoint where it is declared: what it is for, and what is sent back and forth.
 */
import { Context } from "effect"
import { OpenApi } from "effect/http-api"
import { RequiredScope, type ScopeNeeded } from "../authentication/RequiredScope.ts"

export interface Documentation {
  /** The name of the operation in the document: unique, and a good name for a generated method. */
  readonly operation: string
  /** What a token must be for. */
  readonly scope: ScopeNeeded
  /** The answer tells the version of what is in it; who reads again what they have is told only that. */
  readonly versioned?: "read" | "changed"
  readonly summary: string
  readonly description: string
  /** A body as it is sent. */
  readonly request?: unknown
  /** A body as it is answered. */
  readonly response?: unknown
}

export const documented = ({ description, operation, request, response, scope, summary, versioned }: Documentation) =>
  OpenApi.annotations({
    identifier: operation,
    summary,
    description,
    transform: (declared) => ({
      ...declared,
      security: securityOf(scope),
      ...(request !== undefined && { requestBody: withExample(declared["requestBody"], request) }),
      ...(versioned === "read" && { parameters: withParameter(declared["parameters"]) }),
      responses: withVersion(withResponseExample(declared["responses"], response), versioned)
    })
  }).pipe(Context.add(RequiredScope, scope))

/** What is listed behind a scheme is the role that it takes. */
const securityOf = (scope: ScopeNeeded) => {
  if (scope === "none") return []
  const roles = scope === "any" ? [] : [scope]
  return [{ bearer: roles }, { cookie: roles }]
}

/** What `conditional` answers with. */
const withVersion = (responses: unknown, versioned: Documentation["versioned"]): unknown => {
  if (versioned === undefined || !isJson(responses) || !isJson(responses["200"])) return responses
  const ETag = { description: "The version, for `If-Match` and `If-None-Match`.", schema: { type: "string" } }
  return {
    ...responses,
    "200": { ...responses["200"], headers: { ETag } },
    ...(versioned === "read" && { "304": { description: "It is as you have it.", headers: { ETag } } })
  }
}

// Not in the contract itself: what a program has already it need not read again through a client.
const withParameter = (parameters: unknown) => [
  ...(Array.isArray(parameters) ? parameters : []),
  { name: "if-none-match", in: "header", schema: { type: "string" }, required: false }
]

// The document is plain JSON that the library hands over untyped.
type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null

const withExample = (body: unknown, example: unknown): unknown => {
  if (!isJson(body) || !isJson(body["content"])) return body
  const content = Object.entries(body["content"]).map(([type, media]) => [
    type,
    isJson(media) ? { ...media, example } : media
  ])
  return { ...body, content: Object.fromEntries(content) }
}

const withResponseExample = (responses: unknown, example: unknown): unknown => {
  if (!isJson(responses) || example === undefined) return responses
  const entries = Object.entries(responses).map(([status, body]) => [
    status,
    status.startsWith("2") ? withExample(body, example) : body
  ])
  return Object.fromEntries(entries)
}
