/**
 * What must hold of every answer, whatever the request was: each line is a fault.
 */
import { IdempotencyKey } from "@loopi/core"
import { problemCodes, problemContentType } from "@loopi/http"
import { Schema } from "effect"
import { contracts } from "../document/contract.ts"
import type { Operation } from "../document/operations.ts"
import type { Sent } from "../world/sent.ts"
import { belongings, type World } from "../world/World.ts"
import { flawOf } from "./flawOf.ts"
import type { Told } from "./Told.ts"

export const judge = (operation: Operation, sent: Sent, told: Told, world: World): ReadonlyArray<string> => [
  ...(told.status >= 500 ? [`it gave way with ${told.status}`] : []),
  ...asDocumented(operation, sent, told),
  ...named(told),
  ...asDecoded(operation, sent, told),
  ...(operation.isGuarded ? onlyOwn(sent, told, world) : [])
]

/** What is said where no operation is reached, and so documented by none. */
const beside = new Set(["route_not_found", "method_not_allowed", "malformed_request"])

const asDocumented = ({ answers, id }: Operation, { params }: Sent, told: Told): ReadonlyArray<string> => {
  // It may have become the path of another operation.
  if (params === undefined) return []
  if (isProblem(told.json) && beside.has(told.json.code)) {
    // The router itself refuses some of what could be no parameter.
    return contracts.get(id)?.params(params) === undefined ? [`not reached: ${told.json.code}`] : []
  }
  const types = answers.get(told.status)
  if (types === undefined) return [`${told.status} is not documented`]
  if (types.size === 0) return told.text === "" ? [] : [`a body with ${told.status}`]
  const type = told.headers.get("content-type") ?? ""
  const check = types.get(type) ?? types.get(type.split(";", 1)[0] ?? "")
  if (check === undefined) return [`${told.status} with the type "${type}" is not documented`]
  // What comes in parts is no JSON as a whole.
  if (!type.endsWith("json") || type.endsWith("ndjson")) return []
  const fault = told.json === undefined ? "no JSON" : check(told.json)
  return fault === undefined ? [] : [`the body is not as documented: ${fault}`]
}

const isProblem = Schema.is(
  Schema.Struct({ code: Schema.String, status: Schema.Int, requestId: Schema.String, type: Schema.String })
)

/** Every answer has a name, and every failure is a whole problem. */
const named = ({ headers, json, status }: Told): ReadonlyArray<string> => {
  const id = headers.get("x-request-id")
  if (id === null || id === "") return ["no x-request-id"]
  if (status < 400) return []
  if (headers.get("content-type") !== problemContentType || !isProblem(json)) return ["a failure that is no problem"]
  const { code, requestId, status: said, type } = json
  const isWhole = Object.hasOwn(problemCodes, code) && type === `urn:problem-type:loopi:${code}`
  return [
    ...(isWhole ? [] : [`a problem of no known sort: ${code}`]),
    ...(said === status ? [] : [`a problem that says ${said} with ${status}`]),
    ...(requestId === id ? [] : ["a problem with another name than the answer"])
  ]
}

/** What does not decode is refused, and what does is not said not to. */
const asDecoded = (operation: Operation, sent: Sent, { json, status }: Told): ReadonlyArray<string> => {
  if (sent.params === undefined) return []
  const flaw = flawOf(operation, sent)
  if (flaw !== undefined && status < 400) return [`answered ${status}, although ${flaw}`]
  if (flaw !== undefined || !isKey(sent.headers.get("idempotency-key"))) return []
  const isRefused = isProblem(json) && (json.code === "invalid_input" || json.code === "invalid_json")
  return isRefused ? [`refused, although it decodes: ${json.code}`] : []
}

/** Looked at before any endpoint sees the request. */
const isKey = (key: string | null): boolean => key === null || Schema.is(IdempotencyKey)(key)

/** Nobody is told of what is somebody else's. A name that they gave to something of theirs may be such an id, of course. */
const onlyOwn = ({ body, learner, url }: Sent, { text }: Told, { other, own }: World): ReadonlyArray<string> => {
  const strangers = belongings(learner === other ? own : other)
  const asked = `${url.href} ${new TextDecoder().decode(body)}`
  for (const id of strangers) if (asked.includes(id)) learner?.named.add(id)
  return strangers
    .filter((id) => text.includes(id) && (learner?.named.has(id) !== true || isSaidOf(id, text)))
    .map((id) => `it tells of what is somebody else's: ${id}`)
}

/** As what something is, and not as a text that somebody wrote. */
const isSaidOf = (id: string, text: string): boolean => new RegExp(`"(?:id|userId|\\w+Id)":"${id}"`).test(text)
