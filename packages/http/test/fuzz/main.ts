/**
 * `npm run fuzz -- --runs 10000 --endpoint createGoal --seed 7`: asks every operation of the document in every way that
 * may be, and says which answers are not as they must be.
 */
import { parseArgs } from "node:util"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Clock, Console, Effect } from "effect"
import { campaign } from "./campaign.ts"
import { operations } from "./document/operations.ts"
import { sequences } from "./sequences.ts"

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    endpoint: { type: "string" },
    seed: { type: "string" }
  }
})

const runs = Number(values.runs)
const chosen = operations.filter(({ id }) => values.endpoint === undefined || id === values.endpoint)

const program = Effect.gen(function* () {
  const began = yield* Clock.currentTimeMillis
  const seed = Number(values.seed ?? began % 2 ** 31)
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
  if (values.endpoint === undefined || values.endpoint === "sequences") {
    const at = yield* Clock.currentTimeMillis
    yield* report("sequences", yield* sequences({ runs: Math.ceil(runs / 10), seed }), at)
  }
  yield* Console.log(
    `${chosen.length} operations, ${faults} with faults, ${(yield* Clock.currentTimeMillis) - began} ms; seed ${seed}`
  )
  if (faults > 0) return yield* Effect.fail("answers are not as they must be")
})

NodeRuntime.runMain(program)
