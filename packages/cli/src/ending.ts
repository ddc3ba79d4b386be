/**
 * What exit code the program ends with when it is told to stop.
 */
import { Effect } from "effect"

/** What shells call a program that Ctrl-C has cut short. */
export const cutShort = 130

let whenStopped = cutShort

/** Being told to stop is the proper end of what follows, such as serving. */
export const endsWhenStopped = Effect.sync(() => void (whenStopped = 0))

export const exitWhenStopped = (): number => whenStopped
