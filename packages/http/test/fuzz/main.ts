/**
 * `npm run fuzz -- --runs 10000 --endpoint createGoal --seed 7`: asks every operation of the document in every way that
 * may be, and says which answers are not as they must be.
 */
import { parseArgs } from "node:util"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Clock, Console, Effect } from "effect"
import { fuzz } from "./campaign.ts"
import { operations } from "./document/operations.ts"

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    endpoint: { type: "string" },
    seed: { type: "string" }
  }
})

const program = Effect.gen(function* () {
  const began = yield* Clock.currentTimeMillis
  const seed = Number(values.seed ?? began % 2 ** 31)
  const chosen = operations.filter(({ id }) => values.endpoint === undefined || id === values.endpoint)
  let faults = 0
  for (const operation of chosen) {
    const at = yield* Clock.currentTimeMillis
    const { fault, requests, statuses } = yield* fuzz(operation, { runs: Number(values.runs), seed })
    const counts = [...statuses].toSorted().map(([status, count]) => `${status}: ${count}`)
    yield* Console.log(`${operation.id}  ${requests} requests, ${(yield* Clock.currentTimeMillis) - at} ms  ${counts.join(", ")}`)
    if (fault === undefined) continue
    faults++
    yield* Console.log(`${fault}\nagain: npm run fuzz -- --endpoint ${operation.id} --seed ${seed}\n`)
  }
  yield* Console.log(`${chosen.length} operations, ${faults} with faults, ${(yield* Clock.currentTimeMillis) - began} ms; seed ${seed}`)
  if (faults > 0) return yield* Effect.fail("answers are not as they must be")
})

NodeRuntime.runMain(program)
