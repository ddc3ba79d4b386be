/**
 * Keeps runs in a `Map`, with their steps and events. Beside it stand the stores that a step's effects are kept in.
 */
import { Array, DateTime, Effect, Layer, Order, PubSub, Semaphore, Stream } from "effect"
import {
  IdempotencyKeyReused,
  isFinal,
  type NewRunEvent,
  Run,
  RunConflict,
  type RunEvent,
  type RunId,
  RunNotFound,
  type RunStep
} from "../../domain/runs/Run.ts"
import { overLimit, requestOf, unkeepable } from "../../domain/runs/RunRecord.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { type NewRun, type RunQuery, RunStore } from "../../ports/runs/RunStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"
import { currentTraceparent, type Traceparent } from "../../ports/Traceparent.ts"

/** A run with what happened in it. */
interface RunRow {
  readonly run: Run
  readonly key: string | null
  readonly request: string
  readonly causedBy: Traceparent | null
  readonly steps: ReadonlyArray<RunStep>
  readonly events: ReadonlyArray<RunEvent>
  /** The number of the last event, though it may be forgotten. */
  readonly lastSeq: number
  readonly forgotten: boolean
}

export const layer: Layer.Layer<RunStore, never, GoalStore | SkillTreeStore | FlashcardStore> = Layer.effect(
  RunStore,
  Effect.gen(function* () {
    const goals = yield* GoalStore
    const trees = yield* SkillTreeStore
    const cards = yield* FlashcardStore
    const rows = new Map<RunId, RunRow>()
    yield* forgetsWithLearner("runs", rows, ({ run }) => run.userId)
    const heard = yield* PubSub.sliding<RunId>(1_000)
    const semaphore = yield* Semaphore.make(1)
    // Begun, it is done: what is written is all written.
    const inTurn = <A, E>(write: Effect.Effect<A, E>) => semaphore.withPermit(Effect.uninterruptible(write))

    const ofLearner = (userId: UserId) => [...rows.values()].filter(({ run }) => run.userId === userId)
    const find = (userId: UserId, id: RunId) =>
      Effect.suspend(() => {
        const row = rows.get(id)
        return row?.run.userId === userId ? Effect.succeed(row) : RunNotFound.make({ id })
      })
    const goalIsTaken = ({ goalId, id, userId }: Run) =>
      goalId !== null &&
      ofLearner(userId).some(({ run }) => run.goalId === goalId && run.id !== id && run.status === "running")
    const keep = (row: RunRow) =>
      Effect.suspend(() => {
        rows.set(row.run.id, row)
        return PubSub.publish(heard, row.run.id)
      })

    const begin = Effect.fnUntraced(function* ({ goal, key, limits, run }: NewRun) {
      const request = requestOf(run, goal?.goal)
      const others = ofLearner(run.userId)
      const known = key === null ? undefined : others.find((row) => row.key === key)
      if (known?.request === request) return known.run
      if (known !== undefined) return yield* IdempotencyKeyReused.make({ runId: known.run.id })
      const refusal = overLimit(begunBefore(run, others), limits, run.createdAt)
      if (refusal !== undefined) return yield* refusal
      if (goal !== undefined) yield* goals.insert(goal.goal, goal.limits)
      const causedBy = yield* currentTraceparent
      yield* keep({ run, key, request, causedBy, steps: [], events: [], lastSeq: 0, forgotten: false })
      return run
    }, inTurn)

    return RunStore.of({
      begin,
      get: (userId, id) => Effect.map(find(userId, id), ({ run }) => run),
      causedBy: (userId, id) =>
        find(userId, id).pipe(
          Effect.map(({ causedBy }) => causedBy),
          Effect.orElseSucceed(() => null)
        ),
      list: (userId, query) => Effect.sync(() => page(ofLearner(userId), query)),
      move: Effect.fnUntraced(function* (userId, id, { at, event, failure = null, from, to }) {
        yield* refuseUnkeepable(undefined, [event])
        const row = yield* find(userId, id)
        const waits = (to === "running" && goalIsTaken(row.run)) || (to === "queued" && row.forgotten)
        const mayMove = from.includes(row.run.status) && !waits
        if (!mayMove) return { run: row.run, moved: false }
        const attempt = to === "queued" ? row.run.attempt + 1 : row.run.attempt
        const run = Run.make({ ...row.run, status: to, attempt, failure })
        const moved = after({ ...row, run }, [event], at)
        yield* keep(moved)
        return { run: moved.run, moved: true }
      }, inTurn),
      steps: (userId, id) =>
        find(userId, id).pipe(
          Effect.map(({ steps }) => steps),
          Effect.orElseSucceed(() => [])
        ),
      finishStep: Effect.fnUntraced(function* (userId, id, step, effects) {
        yield* refuseUnkeepable(step, effects.events ?? [])
        const row = yield* find(userId, id)
        const done = row.steps.find(({ name }) => name === step.name)
        if (done !== undefined) return done
        if (row.run.status !== "running") return yield* RunConflict.make({ id, status: row.run.status })
        if (effects.tree !== undefined) yield* trees.save(effects.tree)
        yield* cards.insert(effects.cards ?? [])
        yield* keep(after({ ...row, steps: [...row.steps, step] }, effects.events ?? [], step.at))
        return step
      }, inTurn),
      tell: Effect.fnUntraced(
        function* (userId, id, events, at) {
          yield* refuseUnkeepable(undefined, events)
          const row = yield* find(userId, id)
          if (!isFinal(row.run)) yield* keep(after(row, events, at))
        },
        Effect.catchTag("RunNotFound", () => Effect.void),
        inTurn
      ),
      events: (userId, id, last, limit) =>
        find(userId, id).pipe(
          Effect.map(({ events }) => events.filter(({ seq }) => seq > last).slice(0, limit)),
          Effect.orElseSucceed(() => [])
        ),
      nudges: Stream.fromPubSub(heard),
      unfinished: (before, limit) =>
        Effect.sync(() => {
          const waiting = [...rows.values()].map(({ run }) => run).filter((run) => !isFinal(run))
          return Array.sort(waiting.filter(lastTouched(before)), longestUntouched).slice(0, limit)
        }),
      forget: (before) =>
        Effect.sync(() => {
          const over = [...rows.values()].filter(({ forgotten, run }) => !forgotten && isFinal(run))
          const old = over.filter(({ run }) => lastTouched(before)(run))
          old.forEach((row) => rows.set(row.run.id, { ...row, steps: [], events: [], forgotten: true }))
          return old.length
        })
    })
  })
)

/** The row once this has happened. */
const after = (row: RunRow, events: ReadonlyArray<NewRunEvent>, at: DateTime.Utc): RunRow => ({
  ...row,
  run: Run.make({ ...row.run, updatedAt: at }),
  events: [...row.events, ...events.map((event, i) => ({ ...event, at, seq: row.lastSeq + i + 1 }))],
  lastSeq: row.lastSeq + events.length
})

const refuseUnkeepable = (step: RunStep | undefined, events: ReadonlyArray<NewRunEvent>) =>
  Effect.suspend(() => {
    const why = unkeepable(step, events)
    return why === undefined ? Effect.void : Effect.die(new Error(why))
  })

const begunBefore = (run: Run, rows: ReadonlyArray<RunRow>) => {
  const anHourAgo = DateTime.subtract(run.createdAt, { hours: 1 })
  const begun = rows.filter((row) => row.run.kind === run.kind).map((row) => row.run.createdAt)
  return {
    unfinished: rows.filter((row) => !isFinal(row.run)).length,
    lastHour: Array.sort(
      begun.filter((at) => DateTime.isGreaterThan(at, anHourAgo)),
      Order.flip(DateTime.Order)
    )
  }
}

const page = (rows: ReadonlyArray<RunRow>, { after, goalId, limit, status }: RunQuery) =>
  Array.sort(
    rows.map(({ run }) => run),
    newestFirst
  )
    .filter(
      (run) =>
        (goalId === undefined || run.goalId === goalId) &&
        (status === undefined || run.status === status) &&
        (after === undefined || run.id < after)
    )
    .slice(0, limit)

const lastTouched =
  (before: DateTime.Utc) =>
  ({ updatedAt }: Run): boolean =>
    DateTime.isLessThan(updatedAt, before)

const newestFirst = Order.flip(Order.mapInput(Order.String, ({ id }: Run) => id))

const longestUntouched = Order.mapInput(DateTime.Order, ({ updatedAt }: Run) => updatedAt)
