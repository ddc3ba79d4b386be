/**
 * Each text is asked for once, whoever wants it, and whoever gives up.
 */
import { assert, describe, it } from "@effect/vitest"
import { SpaceId } from "@loopi/core"
import { Deferred, Effect, Exit, Fiber, Scope } from "effect"
import { TestClock } from "effect/testing"
import { failed } from "../../src/embeddings/failures.ts"
import { LatestVectors } from "../../src/embeddings/LatestVectors.ts"
import { type Asking, type Embed, remembered } from "../../src/embeddings/Remembered.ts"
import { embedderOf, questions } from "./library.ts"

const vectorOf = (text: string) => new Float32Array([text.length])

/** A model that says what it was asked, and answers when the gate opens. */
const slowModel = Effect.fnUntraced(function* (options: Partial<Asking> = {}) {
  const gate = yield* Deferred.make<void>()
  const asked: Array<ReadonlyArray<string>> = []
  const embed = yield* remembered({
    space: SpaceId.make("test-1"),
    capacity: 100,
    batch: 2,
    concurrency: 1,
    ask: (texts) =>
      Effect.suspend(() => {
        asked.push(texts)
        if (texts.includes("poison")) return Effect.andThen(Deferred.await(gate), failed("request_refused"))
        return Effect.as(Deferred.await(gate), texts.map(vectorOf))
      }),
    ...options
  })
  return { asked, embed, open: Deferred.succeed(gate, undefined) }
})

/** Until every fiber has done what it can without time passing. */
const settle = TestClock.adjust("0 seconds")

const start = (embed: Embed, texts: ReadonlyArray<string>) =>
  Effect.tap(Effect.forkChild(embed(texts), { startImmediately: true }), () => settle)

describe("remembered", () => {
  it.effect("asks once for a text that many want at the same time", () =>
    Effect.gen(function* () {
      const { asked, embed, open } = yield* slowModel()
      const all = yield* Effect.forEach(Array.from({ length: 50 }), () => start(embed, ["a", "a"]))
      yield* open
      for (const fiber of all) assert.deepStrictEqual(yield* Fiber.join(fiber), [vectorOf("a"), vectorOf("a")])
      assert.deepStrictEqual(asked, [["a"]])
    }).pipe(Effect.scoped)
  )

  it.effect("does not ask again for what it knows, and hands out copies", () =>
    Effect.gen(function* () {
      const { asked, embed, open } = yield* slowModel()
      yield* open
      for (const [vector] of [yield* embed(["ab"]), yield* embed(["ab"]), yield* embed(["ab"])]) {
        assert.deepStrictEqual(vector, vectorOf("ab"))
        vector?.fill(9)
      }
      assert.lengthOf(asked, 1)
    }).pipe(Effect.scoped)
  )

  it.effect("goes on for others where the one who asked gives up, and keeps what comes", () =>
    Effect.gen(function* () {
      const { asked, embed, open } = yield* slowModel()
      const first = yield* start(embed, ["a"])
      const second = yield* start(embed, ["a"])
      yield* Fiber.interrupt(first)
      yield* open
      assert.deepStrictEqual(yield* Fiber.join(second), [vectorOf("a")])
      assert.deepStrictEqual(yield* embed(["a"]), [vectorOf("a")])
      assert.lengthOf(asked, 1)
    }).pipe(Effect.scoped)
  )

  it.effect("finishes what has gone out when all give up, and leaves out what has not", () =>
    Effect.gen(function* () {
      const { asked, embed, open } = yield* slowModel()
      const fiber = yield* start(embed, ["a", "b", "c", "d", "e"])
      yield* Fiber.interrupt(fiber)
      yield* open
      yield* settle
      assert.deepStrictEqual(asked, [["a", "b"]])
      assert.deepStrictEqual(yield* embed(["b", "c"]), [vectorOf("b"), vectorOf("c")])
      assert.deepStrictEqual(asked, [["a", "b"], ["c"]])
    }).pipe(Effect.scoped)
  )

  it.effect("lets nobody fail for another's text", () =>
    Effect.gen(function* () {
      const { asked, embed, open } = yield* slowModel()
      const poisoned = yield* start(embed, ["good", "poison"])
      const innocent = yield* start(embed, ["good"])
      yield* open
      assert.deepStrictEqual(yield* Fiber.join(innocent), [vectorOf("good")])
      assert.isTrue(Exit.isFailure(yield* Fiber.await(poisoned)))
      assert.deepStrictEqual(asked, [["good", "poison"], ["good"]])
    }).pipe(Effect.scoped)
  )

  it.effect("keeps nothing of a failure: the next one asks anew", () =>
    Effect.gen(function* () {
      let down = true
      const embed = yield* remembered({
        space: SpaceId.make("test-1"),
        capacity: 10,
        batch: 2,
        concurrency: 1,
        ask: (texts) => (down ? failed("overloaded") : Effect.succeed(texts.map(vectorOf)))
      })
      assert.strictEqual((yield* Effect.flip(embed(["a"]))).reason, "overloaded")
      down = false
      assert.deepStrictEqual(yield* embed(["a"]), [vectorOf("a")])
    }).pipe(Effect.scoped)
  )

  it.effect("tells whoever waits when the embedder ends", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { embed } = yield* Scope.provide(slowModel(), scope)
      const fiber = yield* start(embed, ["a", "b", "c"])
      yield* Scope.close(scope, Exit.void)
      assert.strictEqual((yield* Effect.flip(Fiber.join(fiber))).reason, "unreachable")
      assert.strictEqual((yield* Effect.flip(embed(["z"]))).reason, "unreachable")
    })
  )

  it.live("asks a provider for each of five hundred cards once", () =>
    Effect.gen(function* () {
      const embedder = yield* embedderOf("voyage")
      const texts = questions(500)
      const [first, second] = yield* Effect.all([embedder.embed(texts), embedder.embed(texts.toReversed())], {
        concurrency: 2
      })
      assert.deepStrictEqual(first, second?.toReversed())
      const sent = embedder.received.flatMap(({ input }) => input)
      assert.sameMembers([...new Set(sent)], [...texts])
      assert.lengthOf(sent, 500)
    }).pipe(Effect.scoped)
  )
})

describe("LatestVectors", () => {
  it("forgets the one unused for longest, and never holds more than it may", () => {
    const latest = new LatestVectors(3)
    for (const key of ["a", "b", "c"]) latest.put(key, vectorOf(key))
    latest.get("a")
    latest.put("d", vectorOf("d"))
    assert.isUndefined(latest.get("b"))
    assert.isDefined(latest.get("a"))
    for (let i = 0; i < 1000; i++) latest.put(`${i}`, vectorOf("x"))
    assert.strictEqual(latest.size, 3)
  })
})
