/**
 * Whether memory stays as it is while something hangs: requests that wait for nothing must leave nothing behind.
 */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { Effect } from "effect"
import type { Ask } from "./asking.ts"

// Only collected memory is worth comparing.
setFlagsFromString("--expose-gc")
const collect: () => void = runInNewContext("gc")

/** Mebibytes on the heap and outside of it, as nothing is waited for any more. */
const inUse = Effect.sync(() => {
  collect()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
})

const batch = 50
const batches = 20

/** Mebibytes that a thousand requests leave behind, after fifty that warm it up. */
export const flatWhile = Effect.fnUntraced(function* (ask: Ask) {
  const some = Effect.all(
    Array.from({ length: batch }, (_, i) => ask(i % 2 === 0 ? "/api/progress/history?days=30" : "/api/search?q=river")),
    { concurrency: "unbounded", discard: true }
  )
  yield* some
  const before = yield* inUse
  yield* Effect.repeat(some, { times: batches - 1 })
  const grown = (yield* inUse) - before
  process.stdout.write(`memory after ${batch * batches} requests while it hangs: ${grown.toFixed(1)} MiB more\n`)
  return grown
})
