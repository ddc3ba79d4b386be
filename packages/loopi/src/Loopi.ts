/**
 * Loopi for apps that do not use Effect: the same use cases, as promises.
 */
import {
  Flashcards,
  Generation,
  Goals,
  Library,
  Notes,
  Progress,
  SkillTrees,
  Study,
  type UseCases,
  type UserId,
  Users
} from "@loopi/core"
import { Effect, type Layer, ManagedRuntime } from "effect"
import * as Composition from "./Composition.ts"
import { ensureEmbeddedLearner } from "./EmbeddedLearner.ts"
import { type Promised, promised } from "./Promised.ts"

export interface Loopi {
  /** The learner this Loopi was opened for. */
  readonly learner: UserId
  readonly users: Promised<Users["Service"]>
  readonly goals: Promised<Goals["Service"]>
  readonly notes: Promised<Notes["Service"]>
  readonly skillTrees: Promised<SkillTrees["Service"]>
  readonly flashcards: Promised<Flashcards["Service"]>
  readonly generation: Promised<Generation["Service"]>
  readonly study: Promised<Study["Service"]>
  readonly progress: Promised<Progress["Service"]>
  readonly library: Promised<Library["Service"]>
  /** Closes the databases. Nothing works afterwards. */
  readonly close: () => Promise<void>
}

/** Opens a Loopi that keeps everything in a directory; without one, in memory. */
export const open = (options: Partial<Composition.DirectoryOptions> = {}): Promise<Loopi> => {
  const layer: Layer.Layer<UseCases.UseCases, Composition.OpenError> =
    options.directory === undefined
      ? Composition.layerMemory
      : Composition.layerEmbedded({ directory: options.directory })
  const runtime = ManagedRuntime.make(layer)
  return runtime.runPromise(
    Effect.gen(function* () {
      const learner = yield* ensureEmbeddedLearner
      return {
        learner: learner.id,
        users: promised(runtime, yield* Users),
        goals: promised(runtime, yield* Goals),
        notes: promised(runtime, yield* Notes),
        skillTrees: promised(runtime, yield* SkillTrees),
        flashcards: promised(runtime, yield* Flashcards),
        generation: promised(runtime, yield* Generation),
        study: promised(runtime, yield* Study),
        progress: promised(runtime, yield* Progress),
        library: promised(runtime, yield* Library),
        close: () => runtime.dispose()
      }
      // Whoever gets no Loopi cannot close it.
    }).pipe(Effect.onError(() => runtime.disposeEffect))
  )
}
