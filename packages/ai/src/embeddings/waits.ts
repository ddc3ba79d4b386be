/**
 * Reads out of the headers of an answer when the provider may be asked again.
 */
import { DateTime, Option } from "effect"

type Headers = Readonly<Record<string, string | undefined>>

/** What is left of a limit, and when it will be whole again. */
export interface Allowance {
  readonly left: number
  readonly at: number
  readonly wholeAt: number
  /** How much comes back in a millisecond, where the limit fills up little by little; else it is whole at once. */
  readonly rate: number | undefined
}

export interface Allowances {
  readonly requests: Allowance | undefined
  readonly tokens: Allowance | undefined
}

/** How long the provider asks to wait, in milliseconds: seconds or a date in `retry-after`. */
export const retryAfterOf = (headers: Headers, now: number): number | undefined => {
  const exact = numberIn(headers["retry-after-ms"])
  if (exact !== undefined) return exact
  const text = headers["retry-after"]
  if (text === undefined) return undefined
  const seconds = numberIn(text)
  if (seconds !== undefined) return seconds * 1000
  return Option.match(DateTime.make(text), {
    onNone: () => undefined,
    onSome: (at) => Math.max(0, DateTime.toEpochMillis(at) - now)
  })
}

/** `x-ratelimit-remaining` and its kin. */
export const allowancesOf = (headers: Headers, now: number): Allowances => ({
  requests: allowanceOf(headers, "-requests", now) ?? allowanceOf(headers, "", now),
  tokens: allowanceOf(headers, "-tokens", now)
})

const allowanceOf = (headers: Headers, kind: string, now: number): Allowance | undefined => {
  const left = numberIn(headers[`x-ratelimit-remaining${kind}`])
  const wait = durationIn(headers[`x-ratelimit-reset${kind}`], now)
  // Some gateways send -1 where they do not count.
  if (left === undefined || left < 0 || wait === undefined) return undefined
  const limit = kind === "" ? undefined : numberIn(headers[`x-ratelimit-limit${kind}`])
  const rate = limit !== undefined && limit > left && wait > 0 ? (limit - left) / wait : undefined
  return { left, at: now, wholeAt: now + wait, rate }
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined

const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** "20ms", "1m30.5s", "12" seconds, or the second of an epoch. */
const durationIn = (text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined
  const seconds = numberIn(text)
  if (seconds !== undefined) return seconds > 1e9 ? Math.max(0, seconds * 1000 - now) : Math.max(0, seconds * 1000)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)]
  if (parts.length === 0) return undefined
  return parts.reduce((sum, [, amount = "0", unit = "s"]) => sum + Number(amount) * (units[unit] ?? 0), 0)
}
