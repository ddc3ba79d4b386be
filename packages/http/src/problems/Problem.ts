/**
 * How a failure looks on the wire: a problem after RFC 9457, with a stable code.
 */
import { Effect, Schema } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiSchema } from "effect/http-api"
import { type ProblemCode, problemCodes, type ProblemKind } from "./errors.ts"
import { RequestId } from "../requests/RequestId.ts"

/** What is wrong with one field: `body.title`, `query.limit`, `params.id`. */
export const FieldError = Schema.Struct({ path: Schema.String, message: Schema.String })
export type FieldError = typeof FieldError.Type

export interface Problem<out Code extends ProblemCode = ProblemCode> {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: Code
  readonly what_to_do?: string
  readonly errors?: ReadonlyArray<FieldError>
  readonly requestId: string
}

/** What one occurrence knows beyond its code. */
export interface Occurrence {
  readonly detail?: string | undefined
  readonly whatToDo?: string
  readonly errors?: ReadonlyArray<FieldError>
}

export const problemContentType = "application/problem+json"

/** The problems an endpoint may answer with, for its contract. */
export const problems = <Code extends ProblemCode>(...codes: ReadonlyArray<Code>) => codes.map((code) => schemaOf(code))

/** Builds the problem with this code. */
export const problemOf = <Code extends ProblemCode>(
  code: Code,
  requestId: string,
  { detail, errors, whatToDo }: Occurrence = {}
): Problem<Code> => {
  const kind: ProblemKind = problemCodes[code]
  const advice = whatToDo ?? kind.whatToDo
  return {
    type: `urn:problem-type:loopi:${code}`,
    title: kind.title,
    status: kind.status,
    detail: detail ?? kind.detail,
    code,
    ...(advice !== undefined && { what_to_do: advice }),
    ...(errors !== undefined && { errors }),
    requestId
  }
}

/** Fails the present request with the problem of this code. */
export const fail = <Code extends ProblemCode>(
  code: Code,
  occurrence?: Occurrence
): Effect.Effect<never, Problem<Code>> =>
  Effect.flatMap(RequestId, (requestId) => Effect.fail(problemOf(code, requestId, occurrence)))

export const toResponse = (problem: Problem): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.jsonUnsafe(problem, { status: problem.status, contentType: problemContentType })

// One schema a code: the OpenAPI document would otherwise number the components of equal ones.
const schemas = new Map<ProblemCode, unknown>()

const schemaOf = <Code extends ProblemCode>(code: Code) => {
  const known = schemas.get(code)
  if (isSchemaOf(code, known)) return known
  const schema = makeSchema(code)
  schemas.set(code, schema)
  return schema
}

/** What is kept for a code was made for it; a map of schemas cannot say so in its type. */
const isSchemaOf = <Code extends ProblemCode>(
  _code: Code,
  schema: unknown
): schema is ReturnType<typeof makeSchema<Code>> => Schema.isSchema(schema)

const makeSchema = <Code extends ProblemCode>(code: Code) => {
  const { detail, status, title }: ProblemKind = problemCodes[code]
  return Schema.Struct({
    type: Schema.String,
    title: Schema.String.annotate({ description: "The same for every problem of this sort." }),
    status: Schema.Int.annotate({ description: "The HTTP status." }),
    detail: Schema.String,
    code: Schema.Literal(code),
    what_to_do: Schema.optionalKey(Schema.String),
    errors: Schema.optionalKey(Schema.Array(FieldError)),
    requestId: Schema.String
  })
    .annotate({ identifier: componentOf(code), title, description: detail, httpApiStatus: status })
    .pipe(HttpApiSchema.asJson({ contentType: problemContentType }))
}

/** goal_not_found -> GoalNotFoundProblem */
const componentOf = (code: string): string =>
  `${code
    .split("_")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("")}Problem`
