/**
 * `npm run crash -- --rounds 100 --composition hybrid --kill server`: kills for as long as you like, and says what is lost.
 */
import { parseArgs } from "node:util"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Clock, Console, Effect, Schema } from "effect"
import { lineOf } from "./checker/Finding.ts"
import { campaign, Victim } from "./harness/campaign.ts"
import { CompositionUnderTest } from "./harness/place.ts"
import { lineOfRound, summaryOf } from "./harness/report.ts"

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "100" },
    composition: { type: "string", default: "hybrid" },
    kill: { type: "string", default: "server" },
    seed: { type: "string" }
  }
})

const program = Effect.gen(function* () {
  const seed = values.seed ?? `${yield* Clock.currentTimeMillis}`
  const composition = yield* Schema.decodeUnknownEffect(CompositionUnderTest)(values.composition)
  const kill = yield* Schema.decodeUnknownEffect(Victim)(values.kill)
  const rounds = Number(values.rounds)
  yield* Console.log(`${rounds} rounds on ${composition}, killing the ${kill}; again with --seed ${seed}`)
  const done = yield* campaign({
    rounds,
    composition,
    kill,
    seed,
    onRound: (round, number, witness) => Console.log(lineOfRound(round, number, witness))
  })
  yield* Console.log(summaryOf(done))
  for (const finding of done.findings.slice(0, 100)) yield* Console.log(`  ${lineOf(finding)}`)
  if (done.findings.length > 0) return yield* Effect.fail("what is kept is not what was told")
})

NodeRuntime.runMain(program)
