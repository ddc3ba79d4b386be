/**
 * kill -9 of `loopi rate`: the card has been rated or has not, and the next command finds everything in order.
 */
import { assert, it } from "@effect/vitest"
import { Clock, Effect, Layer, Random } from "effect"
import { Desk } from "../Desk.ts"
import { check } from "./checker/check.ts"
import { lineOf } from "./checker/Finding.ts"
import { rateByCommand } from "./clients/rateByCommand.ts"
import { madeUpNow, makeWitness } from "./clients/Witness.ts"
import { keptIn } from "./harness/place.ts"
import { serve } from "./harness/Served.ts"
import { setUp } from "./harness/setUp.ts"

const kills = 4

it.live(
  "loopi rate, killed again and again at random instants, loses and doubles nothing",
  () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const place = { data, env: {} }
      const cardIds = yield* Effect.scoped(Effect.flatMap(serve(place), setUp))
      const witness = makeWitness(cardIds.slice(0, 1), madeUpNow)

      const began = yield* Clock.currentTimeMillis
      yield* witness.next(rateByCommand(place, "1 minute"))
      const took = (yield* Clock.currentTimeMillis) - began
      const isUnknown = () => witness.attempts.some(({ outcome }) => outcome.tag === "unknown")
      // Goes on until one was killed in the middle, which is a matter of chance.
      for (let kill = 0; kill < kills || (!isUnknown() && kill < 4 * kills); kill++) {
        // Most of its time goes into starting: the rating itself comes last.
        const after = yield* Random.nextIntBetween(Math.round(took / 2), Math.round(took * 1.1))
        yield* witness.next(rateByCommand(place, after))
      }
      yield* witness.next(rateByCommand(place, "1 minute"))

      const { attempts } = witness
      assert.isTrue(isUnknown(), "no kill was in time")
      assert.deepStrictEqual(check({ attempts, kept: yield* keptIn(place) }).map(lineOf), [])
    }).pipe(Random.withSeed("kill -9"), Effect.provide(Layer.fresh(Desk.layer)), Effect.scoped),
  240_000
)
