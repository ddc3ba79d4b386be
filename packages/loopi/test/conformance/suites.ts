/**
 * The same tests for every composition: each contract over its adapters, and one scenario compared with memory.
 */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Offline } from "@loopi/ai"
import { ArchivingPace, UseCases } from "@loopi/core"
import {
  EmbeddingCrowdContract,
  EmbeddingIndexContract,
  ProviderKeyVaultContract,
  StoresContract,
  TestFlows
} from "@loopi/core/testing"
import { Duration, Effect, Layer, ManagedRuntime } from "effect"
import { adaptersOf, vaultOf } from "./compositions.ts"
import { numberedIds } from "./fixed.ts"
import type { CompositionName } from "./names.ts"
import { scenario } from "./scenario.ts"

export const conforms = (name: CompositionName): void => {
  const adapters = shared(adaptersOf(name))
  StoresContract.suite(name, adapters)
  ProviderKeyVaultContract.suite(name, vaultOf(name))
  EmbeddingIndexContract.suite(name, adapters)
  EmbeddingCrowdContract.suite(name, adapters, 100_000)
  livesAsInMemory(name)
}

const livesAsInMemory = (name: CompositionName): void => {
  const [reference, itself] = [shared(lived("memory")), shared(lived(name))]
  describe(`scenario (${name})`, () => {
    it.effect("answers the same as memory, and ends with an equal backup", () =>
      Effect.gen(function* () {
        const wanted = yield* Effect.provide(scenario, reference)
        const answers = yield* Effect.provide(scenario, itself)
        assert.isAbove(wanted.length, 20)
        assert.deepStrictEqual(answers.map(firstWords), wanted.map(firstWords))
        for (const [i, line] of wanted.entries()) assert.isTrue(answers[i] === line, parting(answers[i] ?? "", line))
      })
    )
  })
}

const firstWords = (line: string): string => line.slice(0, 80)

/** The lines are long: what stands where they part. */
const parting = (found: string, wanted: string): string => {
  let at = 0
  while (at < wanted.length && found[at] === wanted[at]) at++
  const around = (line: string) => line.slice(Math.max(0, at - 80), at + 160)
  return `found ${around(found)}, wanted ${around(wanted)}`
}

/**
 * Every use case over adapters of their own, so that the scenario begins with nothing. What ids adapters need they mint
 * elsewhere, and they archive in passing: else nothing would be archived before it is over.
 */
const lived = (name: CompositionName) =>
  UseCases.layer.pipe(
    Layer.provide(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
    Layer.provide(numberedIds),
    Layer.provideMerge(adaptersOf(name).pipe(Layer.provide(Layer.succeed(ArchivingPace, inPassing)))),
    Layer.provide(Offline.layer)
  )

const inPassing = { batchSize: 10, lookEvery: Duration.millis(20), atLeastEvery: Duration.millis(100) }

/** Builds a layer once for all suites of a file. */
const shared = <R, E>(layer: Layer.Layer<R, E>): Layer.Layer<R, E> => {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  return Layer.effectContext(runtime.contextEffect)
}
