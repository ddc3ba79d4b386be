/**
 * A run on its way: what those who carry out its steps are given.
 */
import { DateTime, Effect, Schema } from "effect"
import type { NewRunEvent, Run, RunConflict, RunNotFound } from "../../domain/runs/Run.ts"
import type { SkillTreeConflict } from "../../domain/skillTrees/SkillTree.ts"
import type { DoStep } from "../../ports/runs/Flows.ts"
import type { RunStore, StepEffects } from "../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { patiently } from "./patience.ts"

/** What a step came to, and what is to be kept together with that. */
export interface Outcome<A> {
  readonly output: A
  readonly effects?: StepEffects
}

/** The run is over, or gone: cancelled, for example. There is nothing more to do for it. */
export type RunOver = RunConflict | RunNotFound

export interface Course {
  readonly run: Run
  /**
   * Does a step once, however often the run is carried out: gives what came out of it now, or the first time. Its
   * outcome and what that brings about are kept at once.
   */
  readonly step: <S extends Schema.Codec<unknown, unknown>, E, R>(
    name: string,
    output: S,
    work: Effect.Effect<Outcome<S["Type"]>, E, R>
  ) => Effect.Effect<S["Type"], E | RunOver | SkillTreeConflict | StoreUnavailable, R>
  /** What came out of a step that is done. */
  readonly recall: <S extends Schema.Codec<unknown, unknown>>(
    name: string,
    output: S
  ) => Effect.Effect<S["Type"] | undefined>
  /** Tells whoever watches what happens in the middle of a step. */
  readonly tell: (events: ReadonlyArray<NewRunEvent>) => Effect.Effect<void, StoreUnavailable>
  /** The step that was begun last. */
  readonly lastStep: () => string | null
}

export const courseOf = Effect.fnUntraced(function* (store: RunStore["Service"], run: Run, doStep: DoStep) {
  const kept = new Map((yield* store.steps(run.userId, run.id)).map(({ name, output }) => [name, output]))
  let last: string | null = null

  const finish = Effect.fnUntraced(function* <S extends Schema.Codec<unknown, unknown>>(
    name: string,
    schema: S,
    outcome: Outcome<S["Type"]>
  ) {
    const output = yield* encode(schema, outcome.output)
    const at = yield* DateTime.now
    // Tried again for itself: what an author was paid for is not thrown away for a moment without a database.
    const step = yield* patiently(store.finishStep(run.userId, run.id, { name, output, at }, outcome.effects ?? {}))
    kept.set(name, step.output)
  })

  const step: Course["step"] = Effect.fnUntraced(function* (name, schema, work) {
    last = name
    if (!kept.has(name)) {
      yield* doStep(
        name,
        Effect.flatMap(work, (outcome) => finish(name, schema, outcome))
      )
      // An engine that remembers the step does not do it again: its outcome is read then.
      if (!kept.has(name)) {
        for (const done of yield* store.steps(run.userId, run.id)) kept.set(done.name, done.output)
      }
    }
    return yield* decode(schema, kept.get(name))
  })

  const course: Course = {
    run,
    step,
    recall: (name, schema) => (kept.has(name) ? decode(schema, kept.get(name)) : Effect.void),
    tell: (events) =>
      Effect.flatMap(DateTime.now, (at) =>
        events.length === 0 ? Effect.void : store.tell(run.userId, run.id, events, at)
      ),
    lastStep: () => last
  }
  return course
})

const encode = <S extends Schema.Codec<unknown, unknown>>(schema: S, output: S["Type"]): Effect.Effect<Schema.Json> =>
  Effect.orDie(Schema.encodeEffect(Schema.toCodecJson(schema))(output))

const decode = <S extends Schema.Codec<unknown, unknown>>(schema: S, output: unknown): Effect.Effect<S["Type"]> =>
  Effect.orDie(Schema.decodeUnknownEffect(Schema.toCodecJson(schema))(output))
