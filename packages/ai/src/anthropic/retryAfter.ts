/**
 * How long a provider asks to wait.
 */
import { DateTime, Option } from "effect"

/** In milliseconds from `now` on: from `retry-after-ms`, or `retry-after` in seconds or as a date. */
export const retryAfterMs = (headers: Pick<Headers, "get">, now: number): number | undefined => {
  const precise = amountOf(headers.get("retry-after-ms"))
  if (precise !== undefined) return precise
  const header = headers.get("retry-after")
  const seconds = amountOf(header)
  if (seconds !== undefined) return seconds * 1_000
  if (header === null || !/GMT\s*$/.test(header)) return undefined
  const date = DateTime.make(header)
  return Option.isNone(date) ? undefined : Math.max(0, DateTime.toEpochMillis(date.value) - now)
}

const amountOf = (header: string | null): number | undefined =>
  header !== null && /^\s*\d{1,9}(?:\.\d{1,9})?\s*$/.test(header) ? Number(header) : undefined
