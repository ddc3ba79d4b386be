/**
 * Documents an endpoint where it is declared: what it is for, and what is sent back and forth.
 */
import { Context } from "effect"
import { OpenApi } from "effect/http-api"
import { DoneOnce, keyHeader, type Once } from "../idempotency/Idempotency.ts"
import { ForSignedIn, RequiredScope, type ScopeNeeded } from "../authentication/RequiredScope.ts"

export interface Documentation {
  /** The name of the operation in the document: unique, and a good name for a generated method. */
  readonly operation: string
  /** What a token must be for. */
  readonly scope: ScopeNeeded
  /** Those that matter beside the declared ones: browsers send them by themselves, and a client has other means. */
  readonly headers?: ReadonlyArray<string>
  /** The answer tells the version of what is in it; who reads again what they have is told only that. */
  readonly versioned?: "read" | "changed"
  /** For those alone who have signed in: `SignedIn` asks for the scope. */
  readonly signedIn?: boolean
  /** With an `Idempotency-Key` it is done once. */
  readonly once?: Once
  readonly summary: string
  readonly description: string
  /** A body as it is sent. */
  readonly request?: unknown
  /** A body as it is answered. */
  readonly response?: unknown
}

export const documented = ({ description, operation, scope, summary, ...said }: Documentation) =>
  OpenApi.annotations({
    identifier: operation,
    summary,
    description,
    transform: (declared) => ({
      ...declared,
      security: securityOf(scope),
      ...(said.request !== undefined && { requestBody: withExample(declared["requestBody"], said.request) }),
      parameters: withParameters(declared["parameters"], said),
      responses: withReplayed(
        withVersion(withResponseExample(declared["responses"], said.response), said.versioned),
        said.once
      )
    })
  }).pipe(
    Context.add(RequiredScope, scope),
    Context.merge(said.signedIn === true ? Context.make(ForSignedIn, true) : Context.empty()),
    Context.merge(said.once === undefined ? Context.empty() : Context.make(DoneOnce, said.once))
  )

/** What is listed behind a scheme is the role that it takes. */
const securityOf = (scope: ScopeNeeded) => {
  if (scope === "none") return []
  const roles = scope === "any" ? [] : [scope]
  return [{ bearer: roles }, { cookie: roles }]
}

/** What `conditional` answers with. */
const withVersion = (responses: unknown, versioned: Documentation["versioned"]): unknown => {
  if (versioned === undefined || !isJson(responses)) return responses
  const ETag = { description: "The version, for `If-Match` and `If-None-Match`.", schema: { type: "string" } }
  return {
    ...withHeaders(responses, { ETag }),
    ...(versioned === "read" && { "304": { description: "It is as you have it.", headers: { ETag } } })
  }
}

/** What an answer says that was given before. */
const withReplayed = (responses: unknown, once: Documentation["once"]): unknown => {
  if (once === undefined || !isJson(responses)) return responses
  const told = { description: "`true` where the request was done before.", schema: { type: "string" } }
  return withHeaders(responses, { "Idempotency-Replayed": told })
}

/** Of every answer that is a success. */
const withHeaders = (responses: Json, headers: Json): Json => {
  const entries = Object.entries(responses).map(([status, answer]) => {
    if (!status.startsWith("2") || !isJson(answer)) return [status, answer]
    return [status, { ...answer, headers: { ...(isJson(answer["headers"]) && answer["headers"]), ...headers } }]
  })
  return Object.fromEntries(entries)
}

/**
 * Headers that are not in the contract itself: what a program has already it need not read again through a client, and
 * a client takes keys by itself.
 */
const withParameters = (
  parameters: unknown,
  { headers = [], once, versioned }: Pick<Documentation, "headers" | "once" | "versioned">
) => [
  ...(Array.isArray(parameters) ? parameters : []),
  ...headers.map((name) => headerOf(name, {})),
  ...(versioned === "read" ? [headerOf("if-none-match", {})] : []),
  ...(once !== undefined ? [headerOf(keyHeader, { minLength: 1, maxLength: 255 })] : [])
]

const headerOf = (name: string, bounds: object) => ({
  name,
  in: "header",
  schema: { type: "string", ...bounds },
  required: false
})

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
