/**
 * Postgres with every fault, one at a time: prints what learners met, and how soon they were told.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { hybridPlace } from "./harness/place.ts"
import { besides, isWell, round } from "./harness/round.ts"
import { played, wires } from "./harness/scenario.ts"
import { served } from "./harness/served.ts"

describe("a server whose Postgres fails", () => {
  it.live(
    "says within five seconds that it is away, and is back within five of its return",
    () =>
      Effect.gen(function* () {
        const { plan, postgres } = yield* hybridPlace
        const { ask, learner } = yield* served(plan)
        for (const fault of wires) {
          const told = yield* played(ask, learner, {
            name: `Postgres: ${fault}`,
            begin: postgres.set(fault),
            end: postgres.set("pass")
          })
          for (const { answers, deed } of [...told.first, ...told.known]) {
            for (const answer of answers) {
              assert.isBelow(answer.took, 5_000, `${told.name}: ${deed}`)
              if (deed === "health") assert.strictEqual(answer.status, 200)
              else
                assert.deepStrictEqual(
                  [answer.status, answer.body["code"], answer.retryAfter !== null],
                  [503, "store_unavailable", true],
                  deed
                )
            }
          }
          assert.isBelow(told.back, 5_000)
          const after = yield* round(ask, learner, 3, besides)
          for (const { answers, deed } of after) assert.isTrue(answers.every(isWell), `${told.name}, after: ${deed}`)
        }
      }).pipe(Effect.scoped),
    300_000
  )
})
