/**
 * An answer, read to its end.
 */
import { Effect } from "effect"

export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where it is JSON. */
  readonly json: unknown
}

export const read = Effect.fnUntraced(function* (response: Response) {
  const text = yield* Effect.promise(() => response.text())
  const type = response.headers.get("content-type") ?? ""
  const json = /json/.test(type) ? parsed(text) : undefined
  const told: Told = { status: response.status, headers: response.headers, text, json }
  return told
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
