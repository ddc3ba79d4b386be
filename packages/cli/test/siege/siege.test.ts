/**
 * A small siege: slow and silent connections are cut on time, and learners are served meanwhile.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { attack, idle, idleAfterwards, slowBody, slowHeader } from "./attackers.ts"
import { asks, asksOnAndOn, besieged } from "./besieged.ts"

const patience = { LOOPI_REQUEST_TIMEOUT: "2 seconds", LOOPI_IDLE_TIMEOUT: "1 second" }

it.live(
  "slow and silent connections are cut on time, and learners are served meanwhile",
  () =>
    Effect.gen(function* () {
      const { port } = yield* besieged(patience)
      const ways = [slowHeader, slowBody, idle, idleAfterwards]
      const attacks = Effect.forEach(ways, (way, i) => attack(port, way, 40, `127.0.0.${i + 2}`, 6), {
        concurrency: "unbounded"
      })
      const [attacked, answers] = yield* Effect.all([attacks, asksOnAndOn(port, 5)], { concurrency: "unbounded" })

      assert.deepStrictEqual(
        answers.filter(({ status }) => status !== 200),
        []
      )
      for (const [i, { held, open }] of attacked.entries()) {
        // Looked at every second; the rest is for a machine that has other things to do.
        assert.isAtLeast(held.length, 40, ways[i]?.name)
        assert.isAtMost(Math.max(...held), 4_500, ways[i]?.name)
        assert.isAbove(open, 20, ways[i]?.name)
      }
    }),
  30_000
)

it.live(
  "too many connections from one address are turned away, and too many in all make room",
  () =>
    Effect.gen(function* () {
      const { port } = yield* besieged({ LOOPI_MAX_CONNECTIONS: "60", LOOPI_MAX_CONNECTIONS_PER_ADDRESS: "30" })
      const [greedy, second, third, answers] = yield* Effect.all(
        [
          attack(port, idle, 100, "127.0.0.2", 4),
          attack(port, slowHeader, 30, "127.0.0.3", 4),
          attack(port, slowBody, 30, "127.0.0.4", 4),
          Effect.delay(asksOnAndOn(port, 2), "1 second")
        ],
        { concurrency: "unbounded" }
      )
      assert.isAtMost(greedy.open, 31)
      assert.isAtMost(greedy.open + second.open + third.open, 62)
      assert.deepStrictEqual(
        answers.filter(({ status }) => status !== 200),
        []
      )
      assert.strictEqual((yield* asks(port)).status, 200)
    }),
  30_000
)
