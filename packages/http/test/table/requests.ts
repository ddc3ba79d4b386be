/**
 * Makes the request of an endpoint: with the caller's own ids, but for the one that is put in the place of theirs.
 */
import { assert } from "@effect/vitest"
import { type Redacted, Schema } from "effect"
import { askWith } from "../accounts/people.ts"
import { ask } from "../ask.ts"
import { type Belongings, kindOf } from "./belongings.ts"
import type { Endpoint, Place } from "./document.ts"

export interface Swap {
  readonly place: Place
  readonly id: string
}

/** Asks with a secret, or without any. */
export const request = (
  endpoint: Endpoint,
  own: Belongings["ids"],
  secret: Redacted.Redacted | undefined,
  swap?: Swap
) => {
  const address = addressOf(endpoint, own, swap)
  const index = swap?.place.in === "body" ? swap.place.body : 0
  const body = bodyOf(endpoint, index, own, swap)
  const asked = { method: endpoint.method, ...(body !== undefined && { body }) }
  return secret === undefined ? ask(address, { ...asked, bare: true }) : askWith(secret, address, asked)
}

/** The caller's own id of what this place is about. A place that nobody thought of has no row in the table. */
export const ownId = ({ id, path }: Endpoint, own: Belongings["ids"], name: string): string => {
  const kind = kindOf(path, name)
  return kind === undefined ? assert.fail(`the table does not know what ${name} of ${id} is`) : own[kind]
}

const addressOf = (endpoint: Endpoint, own: Belongings["ids"], swap: Swap | undefined): string => {
  const idAt = (name: string, where: "path" | "query") =>
    swap?.place.in === where && swap.place.path[0] === name ? swap.id : ownId(endpoint, own, name)
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? idAt(name, "path"))
  const query = endpoint.parameters.flatMap((it) => {
    if (it.in !== "query") return []
    const isPlace = endpoint.places.some((place) => place.in === "query" && place.path[0] === it.name)
    if (isPlace && (it.required || swap?.place.path[0] === it.name)) return [`${it.name}=${idAt(it.name, "query")}`]
    return it.required ? [`${it.name}=${given[it.name] ?? assert.fail(`no value for ${it.name}`)}`] : []
  })
  return query.length === 0 ? path : `${path}?${query.join("&")}`
}

/** Values of what is no id. */
const given: Record<string, string> = { provider: "anthropic", version: "1", q: "isobar" }

const bodyOf = (endpoint: Endpoint, index: number, own: Belongings["ids"], swap: Swap | undefined) => {
  const places = endpoint.places.filter(({ body, in: where }) => where === "body" && body === index)
  return places.reduce<Schema.Json | undefined>(
    (body, place) => withId(body ?? {}, place.path, swap?.place === place ? swap.id : idFor(endpoint, own, place)),
    endpoint.bodies[index]
  )
}

const idFor = (endpoint: Endpoint, own: Belongings["ids"], { path }: Place): string =>
  ownId(endpoint, own, path.findLast((name) => name !== "*") ?? "")

const isRecord = Schema.is(Schema.Record(Schema.String, Schema.Json))

const withId = (body: Schema.Json, [name, ...rest]: ReadonlyArray<string>, id: string): Schema.Json => {
  if (name === undefined) return id
  if (name === "*") return Array.isArray(body) ? body.map((inner) => withId(inner, rest, id)) : [id]
  const record = isRecord(body) ? body : {}
  return { ...record, [name]: withId(record[name] ?? {}, rest, id) }
}

/** What an answer says, apart from the name of the request. */
export const saidBy = ({ status, text }: { readonly status: number; readonly text: string }) =>
  `${status} ${text.replace(/"requestId":"[^"]*"/, "")}`

/** Fields that the caller sent come back in some answers. */
export const without = (said: string, id: string): string => said.replaceAll(id, "")
