/**
 * Has V8 collect early, for commands that read everything there is: by itself it lets what was read pile up while there
 * is memory to be had. Over 500,000 reviews in `hybrid`: 340 MB instead of 770, in 58 s instead of 43.
 */
import { setFlagsFromString } from "node:v8"
import { Effect } from "effect"

export const sparing: Effect.Effect<void> = Effect.sync(() => {
  setFlagsFromString("--optimize-for-size")
  setFlagsFromString("--semi-space-growth-factor=1")
})
