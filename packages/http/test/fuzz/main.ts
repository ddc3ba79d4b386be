/**
 * `npm run fuzz -- --runs 10000 --endpoint createGoal --seed 7`: asks every operation of the document in every way that
 * may be, and says which answers are not as they must be.
 */
import { parseArgs } from "node:util"
import { Worker } from "node:worker_threads"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Clock, Console, Effect } from "effect"
import { campaign } from "./campaign.ts"
import { operations } from "./document/operations.ts"
import { sequences } from "./sequences.ts"

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    endpoint: { type: "string" },
    seed: { type: "string" },
    part: { type: "string" }
  }
})

const runs = Number(values.runs)
const parts = 2

/** The operations of one endpoint, of one part, or all. */
const chosen = operations.filter(({ id }, i) => {
  if (values.endpoint !== undefined) return id === values.endpoint
  return i % parts === Number(values.part)
})

/** Sequences are as much work as a few operations, so the first part has them. */
const hasSequences = values.endpoint === "sequences" || values.part === "0"

const asked = Effect.fnUntraced(function* (seed: number) {
  const began = yield* Clock.currentTimeMillis
  let faults = 0
  const report = Effect.fnUntraced(function* (
    name: string,
    { fault, statuses }: Effect.Success<ReturnType<typeof sequences>>,
    since: number
  ) {
    const requests = [...statuses.values()].reduce((all, count) => all + count, 0)
    const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
    yield* Console.log(`${name}  ${requests} in ${(yield* Clock.currentTimeMillis) - since} ms  ${counts.join(", ")}`)
    if (fault === undefined) return
    faults++
    yield* Console.log(`${fault}\nagain: npm run fuzz -- --endpoint ${name} --runs ${runs} --seed ${seed}\n`)
  })
  for (const operation of chosen) {
    const at = yield* Clock.currentTimeMillis
    yield* report(operation.id, yield* campaign(operation, { runs, seed }), at)
  }
  if (hasSequences) {
    const at = yield* Clock.currentTimeMillis
    yield* report("sequences", yield* sequences({ runs: Math.ceil(runs / 10), seed }), at)
  }
  yield* Console.log(
    `${chosen.length} operations, ${faults} with faults, ${(yield* Clock.currentTimeMillis) - began} ms; seed ${seed}`
  )
  if (faults > 0) return yield* Effect.fail("answers are not as they must be")
})

/** A thread for each part, until all of them are done. */
const inParts = Effect.fnUntraced(function* (seed: number) {
  const codes = yield* Effect.forEach(Array.from({ length: parts }).keys(), (part) => inThread(seed, part), {
    concurrency: "unbounded"
  })
  if (codes.some((code) => code !== 0)) return yield* Effect.fail("answers are not as they must be")
})

const inThread = (seed: number, part: number): Effect.Effect<number> =>
  Effect.callback((resume) => {
    const argv = [...process.argv.slice(2), "--seed", `${seed}`, "--part", `${part}`]
    new Worker(new URL(import.meta.url), { argv }).on("exit", (code) => resume(Effect.succeed(code)))
  })

const program = Effect.flatMap(Clock.currentTimeMillis, (now) => {
  const seed = Number(values.seed ?? now % 2 ** 31)
  return values.endpoint === undefined && values.part === undefined ? inParts(seed) : asked(seed)
})

NodeRuntime.runMain(program)
