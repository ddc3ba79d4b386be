/**
 * Why a request must not succeed, as far as it can be told from the request alone.
 */
import { contracts } from "../document/contract.ts"
import type { Operation } from "../document/operations.ts"
import type { Sent } from "../world/sent.ts"

export const flawOf = (operation: Operation, sent: Sent): string | undefined => {
  const contract = contracts.get(operation.id)
  if (contract === undefined) return `nobody knows ${operation.id}`
  const [params, query, headers] = [
    sent.params && contract.params(sent.params),
    contract.query(queryOf(sent.url)),
    contract.headers(Object.fromEntries(sent.headers))
  ]
  return params ?? query ?? headers ?? bodyFlaw(operation, sent)
}

/** A name that comes twice has two values. */
const queryOf = ({ searchParams }: URL): Record<string, string | ReadonlyArray<string>> => {
  const all = new Map<string, string | ReadonlyArray<string>>()
  for (const name of new Set(searchParams.keys())) {
    const [value = "", ...others] = searchParams.getAll(name)
    all.set(name, others.length === 0 ? value : [value, ...others])
  }
  return Object.fromEntries(all)
}

const bodyFlaw = (operation: Operation, { body, headers }: Sent): string | undefined => {
  if (operation.body === undefined || body === undefined) return undefined
  const type = headers.get("content-type")
  if (type !== null && !/^application\/json\s*(?:;|$)/i.test(type)) return `it is sent as ${type}`
  const read = parse(body)
  if ("flaw" in read) return read.flaw
  return contracts.get(operation.id)?.body(read.value) ?? undocumented(operation, read.value)
}

const undocumented = ({ body }: Operation, value: unknown): string | undefined => {
  const flaw = body?.check(value)
  return flaw === undefined ? undefined : `by the document, ${flaw}`
}

const parse = (bytes: Uint8Array): { readonly value: unknown } | { readonly flaw: string } => {
  if (bytes.length === 0) return { value: undefined }
  try {
    // A byte order mark may stand before it (RFC 8259, 8.1).
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) }
  } catch (error) {
    return { flaw: String(error) }
  }
}
