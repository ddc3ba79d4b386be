/**
 * Sends the example of an operation in somebody's name, as the documentation shows it but for ids, codes and addresses.
 */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import * as examples from "../../src/document/examples.ts"
import { askWith } from "../accounts/people.ts"
import { ask } from "../ask.ts"
import { kindOf, newOwner } from "../table/belongings.ts"
import type { Documented } from "./documented.ts"
import { type Situation, situationOf } from "./situations.ts"

/** An operation that is ready to be sent, as often as one likes. */
export const prepared = Effect.fnUntraced(function* (operation: Documented) {
  const owner = yield* newOwner
  const situation: Situation = yield* situationOf(operation.id, owner)
  const ids: Record<string, string> = { ...owner.ids, ...situation.ids }
  const { goalId, nodeId, cardId } = examples.ids
  const swaps = { [goalId]: ids["goal"], [nodeId]: ids["node"], [cardId]: ids["card"], ...situation.swaps }
  const body = Object.entries(swaps).reduce(
    (text, [shown, real]) => text?.replaceAll(shown, real ?? ""),
    textOf(operation)
  )
  assert.notInclude(body ?? "", madeUp, `${operation.id}: nobody has this id`)
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[kindOf(operation.path, name) ?? ""]
    return situation.path?.[name] ?? given[name] ?? id ?? assert.fail(`no ${name} for ${operation.id}`)
  })
  const query = situation.query ?? operation.query.map((name) => `${name}=${queried(name, ids)}`).join("&")

  return (headers: Record<string, string> = {}) => {
    const address = query === "" ? path : `${path}?${query}`
    const length = { "content-length": `${Buffer.byteLength(body ?? "")}` }
    const asked = {
      method: operation.method,
      headers: { ...length, ...headers },
      ...(body !== undefined && { raw: body })
    }
    return operation.isGuarded ? askWith(owner.access, address, asked) : ask(address, { ...asked, bare: true })
  }
})

const textOf = ({ request }: Documented): string | undefined =>
  request === undefined ? undefined : JSON.stringify(request)

/** How ids in the examples begin. */
const madeUp = "0190f6a0-0000-7000-8000-"

/** Values in paths that are no ids. */
const given: Record<string, string> = { provider: "anthropic", version: "1" }

const queried = (name: string, ids: Record<string, string>): string =>
  name === "q" ? "front" : (ids[kindOf("", name) ?? ""] ?? assert.fail(`no value for ${name}`))
