/**
 * `npm run crash:runs -- --rounds 100 --machines 2 --composition postgres`: kills machines at every step of runs, and says
 * what was done twice, or not at all.
 */
import { parseArgs } from "node:util"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Clock, Console, Effect, Schema } from "effect"
import { CompositionUnderTest } from "../crash/harness/place.ts"
import { campaign } from "./harness/campaign.ts"
import { tableOf } from "./report.ts"
import { verify } from "./verify/verify.ts"

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "100" },
    composition: { type: "string", default: "postgres" },
    machines: { type: "string", default: "1" },
    learners: { type: "string", default: "8" },
    thinking: { type: "string" },
    addressed: { type: "boolean", default: false },
    seed: { type: "string" }
  }
})

const program = Effect.gen(function* () {
  const began = yield* Clock.currentTimeMillis
  const seed = values.seed ?? `${began}`
  const composition = yield* Schema.decodeUnknownEffect(CompositionUnderTest)(values.composition)
  const machines = yield* Schema.decodeUnknownEffect(Schema.Literals([1, 2]))(Number(values.machines))
  yield* Console.log(`${values.rounds} kills on ${composition}, machines: ${machines}; again with --seed ${seed}`)
  const done = yield* campaign({
    rounds: Number(values.rounds),
    composition,
    machines,
    seed,
    addressed: values.addressed,
    ...(values.thinking !== undefined && { thinking: Number(values.thinking) }),
    atOnce: Number(values.learners),
    onKill: ({ aim, at, machine }, number) =>
      Console.log(`kill ${number}: ${aim}, machine ${machine}, ${at - began} ms`)
  })
  const findings = verify(done)
  yield* Effect.forEach(tableOf(done), (line) => Console.log(line))
  yield* Console.log(`${findings.length} findings in ${(yield* Clock.currentTimeMillis) - began} ms`)
  for (const finding of findings.slice(0, 100)) yield* Console.log(`  ${finding}`)
  if (findings.length > 0) {
    yield* Console.log(done.said.slice(-5_000))
    return yield* Effect.fail("what is kept is not what was to be")
  }
})

NodeRuntime.runMain(program)
