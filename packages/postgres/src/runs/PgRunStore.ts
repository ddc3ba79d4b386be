/**
 * Keeps runs in the `runs`, `run_steps` and `run_events` tables. The stores beside it, over the same client, keep what
 * steps bring about: within the transaction of the step.
 */
import {
  FlashcardStore,
  GoalStore,
  type NewRunEvent,
  type Run,
  RunConflict,
  type RunId,
  RunNotFound,
  RunRecord,
  type RunStep,
  RunStore,
  SkillTreeStore,
  type StepEffects,
  type UserId
} from "@loopi/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asLearnerOnce, asWorker } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { beginningOver } from "./runBeginning.ts"
import { choresOver } from "./runChores.ts"
import { runNudgesOf } from "./runNudges.ts"
import { readingOver } from "./runReading.ts"
import { writingOver } from "./runWriting.ts"

export const layer: Layer.Layer<RunStore, never, SqlClient.SqlClient | GoalStore | SkillTreeStore | FlashcardStore> =
  Layer.effect(
    RunStore,
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const begin = beginningOver(sql, (yield* GoalStore).insert)
      const { causedBy, events, find, list, steps } = readingOver(sql)
      const { lockGoal, move, tell } = writingOver(sql)
      const finishStep = yield* finishingOver(sql)
      const { forget, unfinished } = choresOver(sql)
      const { nudgeOf, nudges, say } = yield* runNudgesOf(sql)

      return RunStore.of({
        begin: (newRun) =>
          begin(newRun).pipe(
            asLearner(sql, newRun.run.userId),
            orUnavailable("RunStore.begin"),
            Effect.tap(({ id }) => say(id))
          ),
        get: (userId, id) =>
          find({ userId, id }).pipe(
            asLearnerOnce(sql, userId),
            orUnavailable("RunStore.get"),
            Effect.flatMap(found(id))
          ),
        causedBy: (userId, id) =>
          causedBy({ userId, id }).pipe(
            asLearnerOnce(sql, userId),
            orUnavailable("RunStore.causedBy"),
            Effect.map(Option.match({ onNone: () => null, onSome: ({ causedBy }) => causedBy }))
          ),
        list: (userId, query) =>
          list({ userId, ...query }).pipe(asLearnerOnce(sql, userId), orUnavailable("RunStore.list")),
        move: (userId, id, { event, failure = null, ...change }) =>
          Effect.gen(function* () {
            if (change.to === "running") yield* lockGoal({ userId, id })
            const moved = yield* move({ userId, id, failure, ...change, events: [event], nudge: nudgeOf(id) })
            if (Option.isSome(moved)) return { run: moved.value, moved: true }
            return { run: yield* found(id)(yield* find({ userId, id })), moved: false }
          }).pipe(
            asLearner(sql, userId),
            orUnavailable("RunStore.move"),
            beforehand(undefined, [event]),
            Effect.tap(({ moved }) => (moved ? say(id) : Effect.void))
          ),
        steps: (userId, id) => steps({ userId, id }).pipe(asLearnerOnce(sql, userId), orUnavailable("RunStore.steps")),
        finishStep: (userId, id, step, effects) =>
          finishStep(userId, id, step, effects, nudgeOf(id)).pipe(
            asLearner(sql, userId),
            orUnavailable("RunStore.finishStep"),
            beforehand(step, effects.events ?? []),
            Effect.tap(say(id))
          ),
        tell: (userId, id, told, at) =>
          tell({ userId, id, events: told, at, nudge: nudgeOf(id) }).pipe(
            asLearnerOnce(sql, userId),
            orUnavailable("RunStore.tell"),
            beforehand(undefined, told),
            Effect.tap(say(id))
          ),
        events: (userId, id, after, limit) =>
          events({ userId, id, after, limit }).pipe(asLearnerOnce(sql, userId), orUnavailable("RunStore.events")),
        nudges,
        unfinished: (before, limit) =>
          unfinished({ before, limit }).pipe(asWorker(sql), orUnavailable("RunStore.unfinished")),
        forget: (before) => forget(before).pipe(orUnavailable("RunStore.forget"))
      })
    })
  )

/** Keeps the outcome of a step and its effects, within the transaction that is open: it holds the run meanwhile. */
const finishingOver = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const cards = yield* FlashcardStore
  const trees = yield* SkillTreeStore
  const { step: findStep } = readingOver(sql)
  const { hold, insertStep, tell } = writingOver(sql)

  return Effect.fn("PgRunStore.finishStep")(function* (
    userId: UserId,
    id: RunId,
    step: RunStep,
    { cards: added = [], events = [], tree }: StepEffects,
    nudge: string
  ) {
    const held = yield* hold({ userId, id })
    if (Option.isNone(held)) return yield* RunNotFound.make({ id })
    const done = yield* findStep({ userId, id, name: step.name })
    if (Option.isSome(done)) return done.value
    const { status } = held.value
    if (status !== "running") return yield* RunConflict.make({ id, status })
    if (tree !== undefined) yield* trees.save(tree)
    yield* cards.insert(added)
    yield* insertStep({ userId, id, ...step })
    yield* tell({ userId, id, events, at: step.at, nudge })
    return step
  })
})

const found =
  (id: RunId) =>
  (run: Option.Option<Run>): Effect.Effect<Run, RunNotFound> =>
    Option.match(run, { onNone: () => RunNotFound.make({ id }), onSome: Effect.succeed })

/** What cannot be kept is a bug of whoever asks: it does not come as far as the database. */
const beforehand =
  (step: RunStep | undefined, events: ReadonlyArray<NewRunEvent>) =>
  <A, E, R>(write: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const why = RunRecord.unkeepable(step, events)
      return why === undefined ? write : Effect.die(new Error(why))
    })
