/**
 * A way in which storage may lie: a checker that overlooks one of them proves nothing.
 */
import type { Kind } from "../Finding.ts"
import type { Attempt, History, Kept } from "../History.ts"

/** What is done to a true history, and what must be found among all that follows from it. */
export interface Mutation {
  readonly name: string
  readonly kind: Kind
  readonly mutate: (history: History) => History
}

export const keeping = (history: History, kept: Partial<Kept>): History => ({
  ...history,
  kept: { ...history.kept, ...kept }
})

/** One of those that fit, from the middle, where it has neighbours. */
export const middle = <A>(all: ReadonlyArray<A>): A => {
  const found = all[Math.floor(all.length / 2)]
  if (found === undefined) throw new Error("the history has nothing of this kind to mutate")
  return found
}

/** Puts others in the place of one attempt. */
export const attempt = (
  history: History,
  fits: (attempt: Attempt) => boolean,
  change: (attempt: Attempt) => ReadonlyArray<Attempt>
): History => {
  const victim = middle(history.attempts.filter(fits))
  return { ...history, attempts: history.attempts.flatMap((one) => (one === victim ? change(one) : [one])) }
}

export const acknowledged = ({ outcome }: Attempt): boolean => outcome.tag === "acknowledged"

/** The smallest change that a number can have. */
export const nudged = (value: number): number => value * (1 + Number.EPSILON)
