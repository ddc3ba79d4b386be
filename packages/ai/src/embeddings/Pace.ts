/**
 * Keeps to the provider's limits: waits before one is reached, and after it was.
 */
import type { EmbedderFailed } from "@loopi/core"
import { Clock, Effect } from "effect"
import { failed } from "./failures.ts"
import { type Allowance, type Allowances, allowancesOf, retryAfterOf } from "./waits.ts"

export interface Pace {
  /** Waits until a request of so many tokens may go out. Fails at once where that is later than the deadline. */
  readonly turn: (tokens: number, deadline: number) => Effect.Effect<void, EmbedderFailed>
  /** Takes in what an answer says about limits. Gives how long its provider asks to wait, if it does. */
  readonly hear: (status: number, headers: Readonly<Record<string, string>>) => Effect.Effect<number | undefined>
}

/** Where a provider says that it is too much but not until when. */
const defaultWait = 1000

export const makePace = (): Pace => {
  let notBefore = 0
  let left: Allowances = { requests: undefined, tokens: undefined }

  const turn = (tokens: number, deadline: number): Effect.Effect<void, EmbedderFailed> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const at = Math.max(notBefore, readyAt(left.requests, 1, now), readyAt(left.tokens, tokens, now))
      if (at <= now) {
        left = { requests: spend(left.requests, 1, now), tokens: spend(left.tokens, tokens, now) }
        return Effect.void
      }
      if (at > deadline) return failed("rate_limited", at - now)
      return Effect.andThen(
        Effect.sleep(at - now),
        Effect.suspend(() => turn(tokens, deadline))
      )
    })

  const hear = (status: number, headers: Readonly<Record<string, string>>) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const told = allowancesOf(headers, now)
      left = { requests: told.requests ?? left.requests, tokens: told.tokens ?? left.tokens }
      if (status !== 429 && status !== 503) return undefined
      const wait = retryAfterOf(headers, now) ?? (status === 429 ? waitTold(told, now) : undefined)
      if (wait !== undefined) notBefore = Math.max(notBefore, now + wait)
      return wait
    })

  return { turn, hear }
}

/** When so much of the limit is there again. Of what is more than the limit, nothing but all of it can be awaited. */
const readyAt = (allowance: Allowance | undefined, need: number, now: number): number => {
  if (allowance === undefined || allowance.wholeAt <= now || allowance.left >= need) return now
  const { at, left, rate, wholeAt } = allowance
  return rate === undefined ? wholeAt : Math.min(wholeAt, at + Math.ceil((need - left) / rate))
}

/** Below nothing while it fills up: what has come back since it was told is not counted in. */
const spend = (allowance: Allowance | undefined, need: number, now: number): Allowance | undefined =>
  allowance === undefined || allowance.wholeAt <= now ? undefined : { ...allowance, left: allowance.left - need }

const waitTold = ({ requests, tokens }: Allowances, now: number): number => {
  const empty = [requests, tokens].flatMap((it) => (it !== undefined && it.left <= 0 ? [it.wholeAt - now] : []))
  return empty.length === 0 ? defaultWait : Math.max(...empty)
}
