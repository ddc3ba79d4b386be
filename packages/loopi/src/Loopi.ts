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

/** A use case whose methods give promises. They reject with the errors the use case names, told apart by `_tag`. */
export type Promised<Service> = {
  readonly [Name in keyof Service]: Service[Name] extends (
    ...args: infer Args
  ) => Effect.Effect<infer Result, infer _Refusal>
    ? (...args: Args) => Promise<Result>
    : Service[Name]
}

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
  const promised = <Service extends object>(service: Service): Promised<Service> => {
    const methods = Object.entries(service).map(([name, method]: [string, unknown]) => [
      name,
      typeof method === "function" ? (...args: ReadonlyArray<unknown>) => runtime.runPromise(method(...args)) : method
    ])
    // The type above says method by method what this does to all of them; TypeScript cannot follow it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return Object.fromEntries(methods) as Promised<Service>
  }

  return runtime.runPromise(
    Effect.gen(function* () {
      const learner = yield* ensureEmbeddedLearner
      return {
        learner: learner.id,
        users: promised(yield* Users),
        goals: promised(yield* Goals),
        notes: promised(yield* Notes),
        skillTrees: promised(yield* SkillTrees),
        flashcards: promised(yield* Flashcards),
        generation: promised(yield* Generation),
        study: promised(yield* Study),
        progress: promised(yield* Progress),
        library: promised(yield* Library),
        close: () => runtime.dispose()
      }
    })
  )
}
