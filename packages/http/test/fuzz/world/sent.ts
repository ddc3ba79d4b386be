/**
 * Makes a request of a draft, in the name of whoever it is to come from.
 */
import type { Operation } from "../document/operations.ts"
import { damaged } from "../drafts/damage.ts"
import type { Draft, Named } from "../drafts/Draft.ts"
import { type Learner, putIn, type World, writeBody } from "./World.ts"

export interface Sent {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer> | undefined
  /** In whose name, if in anybody's. */
  readonly learner: Learner | undefined
  /** The parameters of the path, where it is still the path of the operation. */
  readonly params: Readonly<Record<string, string>> | undefined
}

export const sentOf = ({ method, path }: Operation, draft: Draft, world: World): Sent => {
  const params = draft.params.map(([name, text]): Named => [name, putIn(text, world).toWellFormed()])
  const there = params.reduce((all, [name, text]) => all.replace(`{${name}}`, () => encodeURIComponent(text)), path)
  const query = draft.query.map(([name, text]) => `${encoded(name)}=${encoded(putIn(text, world))}`).join("&")
  const url = new URL(`http://localhost${there}${query === "" ? "" : `?${query}`}${draft.tail}`)
  const body = draft.body === undefined ? undefined : damaged(writeBody(draft.body, world), draft.damage)
  const headers = headersOf([
    ["host", "localhost"],
    ...(body?.type === undefined ? [] : [["content-type", body.type] as const]),
    ...credentialsOf(draft.as, world),
    ...draft.headers.map(([name, text]): Named => [name, putIn(text, world)])
  ])
  const learner = learnerOf(draft.as, world)
  const isThere = url.pathname === there && params.every(([, text]) => text !== "")
  return { method, url, headers, body: body?.bytes, learner, params: isThere ? Object.fromEntries(params) : undefined }
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

/** What cannot stand in a header is left to those who write to sockets. */
const headersOf = (all: ReadonlyArray<Named>): Headers => {
  const headers = new Headers()
  for (const [name, text] of all) if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) headers.set(name, text)
  return headers
}

const learnerOf = (as: Draft["as"], { other, own }: World): Learner | undefined => {
  if (as === "other") return other
  return as === "garbage" || as === "nobody" ? undefined : own
}

const credentialsOf = (as: Draft["as"], world: World): ReadonlyArray<Named> => {
  const cookie: Named = ["cookie", putIn("loopi_access={{own.access}}; loopi_refresh={{own.refresh}}", world)]
  if (as === "page") return [cookie, ["sec-fetch-site", "same-origin"]]
  if (as === "forged") return [cookie, ["origin", "https://elsewhere.example"], ["sec-fetch-site", "cross-site"]]
  if (as === "nobody") return []
  return [["authorization", as === "garbage" ? "Bearer \u00ff{}" : putIn(bearers[as], world)]]
}

const bearers = { own: "Bearer {{own.access}}", other: "Bearer {{other.access}}", reader: "Bearer {{own.reader}}" }
