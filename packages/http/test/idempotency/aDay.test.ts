/**
 * A day long a request that is sent again is answered as it was; then it is another one.
 */
import { assert, it } from "@effect/vitest"
import { Accounts } from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { InMemory, serve } from "../app.ts"
import { asLearner } from "../me.ts"
import { replayed, sendWith } from "./sending.ts"

const Forgetful = serve(Layer.merge(InMemory, Layer.provide(Accounts.layerForgetting, MemoryStores.layer)))

it.effect("keeps what was answered for a day", () =>
  asLearner(
    Effect.gen(function* () {
      const send = sendWith("/api/goals", "for a day", { title: "Read a weather map" })
      const first = yield* send
      yield* TestClock.adjust("24 hours")
      const again = yield* send
      assert.deepStrictEqual([again.text, replayed(again)], [first.text, true])
      yield* TestClock.adjust("2 hours")
      const anew = yield* send
      assert.deepStrictEqual([anew.status, replayed(anew)], [201, false])
      assert.notStrictEqual(JSON.parse(anew.text).id, JSON.parse(first.text).id)
    })
  ).pipe(Effect.provide(Forgetful))
)
