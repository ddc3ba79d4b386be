/**
 * Documents an endpoint where it is declared: what it is for, and what is sent back and forth.
 */
import { Context } from "effect"
import { OpenApi } from "effect/http-api"
import { RequiredScope, type ScopeNeeded } from "./security/RequiredScope.ts"

export interface Documentation {
  /** The name of the operation in the document: unique, and a good name for a generated method. */
  readonly operation: string
  /** What a token must be for. */
  readonly scope: ScopeNeeded
  readonly summary: string
  readonly description: string
  /** A body as it is sent. */
  readonly request?: unknown
  /** A body as it is answered. */
  readonly response?: unknown
}

export const documented = ({ description, operation, request, response, scope, summary }: Documentation) =>
  OpenApi.annotations({
    identifier: operation,
    summary,
    description,
    transform: (declared) => ({
      ...declared,
      security: securityOf(scope),
      ...(request !== undefined && { requestBody: withExample(declared["requestBody"], request) }),
      responses: withResponseExample(declared["responses"], response)
    })
  }).pipe(Context.add(RequiredScope, scope))

/** What is listed behind a scheme is the role that it takes. */
const securityOf = (scope: ScopeNeeded) => {
  if (scope === "none") return []
  const roles = scope === "any" ? [] : [scope]
  return [{ bearer: roles }, { cookie: roles }]
}

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
