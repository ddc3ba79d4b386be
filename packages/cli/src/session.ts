/**
 * Opens Loopi for a command, and closes it properly whatever happens.
 */
import { Library, type UseCases } from "@loopi/core"
import { Effect } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner } from "loopi"
import { root } from "./root.ts"

/** Who the program works for. */
export const learner = embeddedLearnerId

/** Runs a command on the learner's data. */
export const withLoopi = Effect.fnUntraced(function* <A, E, R>(command: Effect.Effect<A, E, R | UseCases.UseCases>) {
  const { data } = yield* root
  return yield* ensureEmbeddedLearner.pipe(
    Effect.andThen(command),
    Effect.provide(Composition.layerConfig({ directory: data }))
  )
})

/** Brings the vectors in line before they are relied on: a process killed earlier may have left some out. */
export const aligned = Effect.gen(function* () {
  const library = yield* Library
  yield* library.align(learner)
})
