/**
 * The offline hybrid with its real model, in its real thread.
 */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Embedder, Lexical, type Vector } from "@loopi/core"
import { EmbedderContract } from "@loopi/core/testing"
import { HybridEmbedder } from "@loopi/ai"
import { Effect, Exit, Fiber, Scope } from "effect"
import { hybridVector, sentenceOf } from "../../src/offline/hybrid/hybridVector.ts"
import * as EncoderThread from "../../src/offline/hybrid/EncoderThread.ts"

EmbedderContract.suite("hybrid", HybridEmbedder.layer)

const cosineOf = Effect.fnUntraced(function* (a: string, b: string) {
  const [first = [], second = []]: ReadonlyArray<ArrayLike<number>> = yield* (yield* Embedder).embed([a, b])
  return Lexical.cosine(first, second)
})

const lengthOf = (vector: Vector) => Math.hypot(...vector)

describe("HybridEmbedder", () => {
  it.live("finds the same meaning in other words, where spelling finds nothing", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Embedder).space, "hybrid-1")
      const same = yield* cosineOf("How do I repair my car?", "Fixing an automobile")
      assert.isAbove(same, (yield* cosineOf("How do I repair my car?", "Cooking a soup")) + 0.2)
    }).pipe(Effect.provide(HybridEmbedder.layer))
  )

  it.live("does not tell capitals apart", () =>
    Effect.gen(function* () {
      assert.approximately(yield* cosineOf("WHAT IS A CACHE?", "what is a cache?"), 1, 1e-4)
    }).pipe(Effect.provide(HybridEmbedder.layer))
  )

  it.live("tells texts in other scripts apart by their spelling", () =>
    Effect.gen(function* () {
      assert.isBelow(yield* cosineOf("什么是缓存？", "挪威的首都是哪里？"), 0.5)
    }).pipe(Effect.provide(HybridEmbedder.layer))
  )
})

describe("hybridVector", () => {
  const meaning = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i))

  it("is seven tenths meaning and three tenths spelling", () => {
    const vector = hybridVector("What is a cache?", meaning)
    assert.approximately(lengthOf(vector), 1, 1e-5)
    assert.approximately(lengthOf(vector.subarray(0, 512)) ** 2, 0.7, 1e-5)
  })

  it("is spelling alone where there is no meaning", () => {
    const vector = hybridVector("什么是缓存？", null)
    assert.approximately(lengthOf(vector.subarray(512)), 1, 1e-5)
  })

  it("asks the model for Latin text alone, in small letters, and for no more than it reads", () => {
    assert.strictEqual(sentenceOf("  What is a CACHE? "), "what is a cache?")
    assert.strictEqual(sentenceOf("x ".repeat(1000))?.length, 599)
    for (const text of ["什么是缓存？ RAM", "42 + 1", "", " ", "👍"]) assert.isNull(sentenceOf(text))
  })
})

const file = (name: string) => new URL(`./threads/${name}.ts`, import.meta.url)

const lasting = (name: string) => HybridEmbedder.make(EncoderThread.make(file(name)))

describe("HybridEmbedder whose thread", () => {
  it.live("crashes says so, and has another one for the next text", () =>
    Effect.gen(function* () {
      const { embed } = yield* lasting("crashing")
      const failure = yield* Effect.flip(embed(["crash"]))
      assert.deepInclude(failure, { reason: "crashed", retryable: true })
      assert.lengthOf(yield* embed(["What is a cache?"]), 1)
      assert.strictEqual((yield* Effect.flip(embed(["exit"]))).reason, "crashed")
      assert.lengthOf(yield* embed(["What is a tree?"]), 1)
    }).pipe(Effect.scoped)
  )

  it.live("cannot load the model refuses for good, and never answers by spelling instead", () =>
    Effect.gen(function* () {
      const { embed } = yield* lasting("unusable")
      for (const text of ["What is a cache?", "What is a tree?"]) {
        assert.deepInclude(yield* Effect.flip(embed([text])), { reason: "not_usable", retryable: false })
      }
      // What the model would not be asked about needs no thread.
      assert.lengthOf(yield* embed(["什么是缓存？"]), 1)
    }).pipe(Effect.scoped)
  )

  it.live("is only started for the first text", () =>
    Effect.gen(function* () {
      const { embed } = yield* lasting("missing")
      assert.strictEqual((yield* Effect.flip(embed(["What is a cache?"]))).reason, "crashed")
    }).pipe(Effect.scoped)
  )

  it.live("has ended when the scope has", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { embed } = yield* Scope.provide(lasting("slow"), scope)
      const fiber = yield* Effect.forkChild(embed(["What is a cache?"]), { startImmediately: true })
      yield* Scope.close(scope, Exit.void)
      assert.strictEqual((yield* Effect.flip(Fiber.join(fiber))).reason, "unreachable")
    })
  )

  it("neither keeps a program from ending nor writes on its console", () => {
    const program = fileURLToPath(file("program"))
    const { status, stderr, stdout } = spawnSync(process.execPath, ["--conditions=@loopi/source", program], {
      encoding: "utf8",
      timeout: 50_000
    })
    assert.deepStrictEqual({ status, stdout, stderr }, { status: 0, stdout: "1024\n1024\n", stderr: "" })
  })
})
