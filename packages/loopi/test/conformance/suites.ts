/**
 * The same tests for every composition: each contract over its adapters, and one scenario compared with memory.
 */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Offline } from "@loopi/ai"
import { Backup, UseCases } from "@loopi/core"
import {
  EmbeddingCrowdContract,
  EmbeddingIndexContract,
  ProviderKeyVaultContract,
  StoresContract
} from "@loopi/core/testing"
import { Effect, Layer, ManagedRuntime } from "effect"
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

const livesAsInMemory = (name: CompositionName): void =>
  describe(`scenario (${name})`, () => {
    it.effect("answers the same as memory, and ends with an equal backup", () =>
      Effect.gen(function* () {
        const wanted = yield* Effect.provide(scenario, lived("memory"))
        const answers = yield* Effect.provide(scenario, lived(name))
        assert.isAbove(wanted.length, 20)
        for (const [i, line] of wanted.entries()) assert.strictEqual(...firstDifference(answers[i] ?? "", line))
        assert.strictEqual(answers.length, wanted.length)
      })
    )
  })

/** The lines are long: from a little before where they part. */
const firstDifference = (a: string, b: string): [string, string] => {
  const at = Math.max(0, [...b].findIndex((letter, i) => letter !== [...a][i]) - 80)
  return a === b ? ["", ""] : [a.slice(at, at + 240), b.slice(at, at + 240)]
}

/** Every use case over adapters of their own: the scenario begins with nothing. */
const lived = (name: CompositionName) =>
  Layer.mergeAll(UseCases.layer, Backup.layer).pipe(
    Layer.provide(adaptersOf(name)),
    Layer.provide(Offline.layer),
    Layer.provide(numberedIds)
  )

/** Builds a layer once for all suites of a file. */
const shared = <R, E>(layer: Layer.Layer<R, E>): Layer.Layer<R, E> => {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  return Layer.effectContext(runtime.contextEffect)
}
