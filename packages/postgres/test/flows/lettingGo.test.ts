/**
 * What becomes of the step that is under way when a run goes to another machine.
 */
import { assert, describe, it } from "@effect/vitest"
import { FlowWork, RunId, UserId } from "@loopi/core"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { randomUUID } from "node:crypto"
import { carriedOutIn } from "../../src/flows/lettingGo.ts"

/** A run of two steps, of which the first waits; and what has happened in it. */
const underWay = Effect.gen(function* () {
  const [begun, gate] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
  const told: Array<string> = []
  const tell = (what: string) => Effect.sync(() => void told.push(what))
  const first = Deferred.succeed(begun, undefined).pipe(
    Effect.andThen(Deferred.await(gate)),
    Effect.andThen(tell("first")),
    Effect.onInterrupt(() => tell("broken off"))
  )
  const work = FlowWork.of({
    carryOut: (_flow, doStep) => Effect.andThen(doStep("first", first), doStep("second", tell("second"))),
    stranded: Effect.succeed([])
  })
  const flow = { id: RunId.make(randomUUID()), userId: UserId.make(randomUUID()), attempt: 1 }
  const carrying = yield* Effect.forkChild(carriedOutIn(yield* Effect.scope)(work, flow))
  yield* Deferred.await(begun)
  return { carrying, gate, told }
})

describe("a run that is let go", () => {
  it.effect("ends the step it is in, and begins no further one", () =>
    Effect.gen(function* () {
      const { carrying, gate, told } = yield* underWay
      const gone = yield* Effect.forkChild(Fiber.interrupt(carrying))
      yield* TestClock.adjust("29 seconds")
      assert.deepStrictEqual(told, [])
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.join(gone)
      assert.deepStrictEqual(told, ["first"])
    }).pipe(Effect.scoped)
  )

  it.effect("breaks off a step that takes too long", () =>
    Effect.gen(function* () {
      const { carrying, told } = yield* underWay
      const gone = yield* Effect.forkChild(Fiber.interrupt(carrying))
      yield* TestClock.adjust("31 seconds")
      yield* Fiber.join(gone)
      assert.deepStrictEqual(told, ["broken off"])
    }).pipe(Effect.scoped)
  )
})
