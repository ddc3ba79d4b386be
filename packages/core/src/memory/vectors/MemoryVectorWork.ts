import { Array, DateTime, Effect, Layer, Order, Semaphore, Stream, Struct } from "effect"
import { cardText, FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import { GoalId, goalText } from "../../domain/goals/Goal.ts"
import { stuckAfter } from "../../domain/vectors/VectorBackoff.ts"
import {
  type VectorTask,
  type VectorTaskFailure,
  VectorWork,
  type VectorWorkSummary
} from "../../ports/vectors/VectorWork.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"
import { keyOf, MemoryTables, type VectorRow } from "../MemoryTables.ts"

/** Keeps the work on vectors beside the rows it is about. */
export const layer: Layer.Layer<VectorWork, never, MemoryTables> = Layer.effect(
  VectorWork,
  Effect.gen(function* () {
    const tables = yield* MemoryTables
    const { vectorWork } = tables
    const turn = yield* Semaphore.make(1)
    yield* forgetsWithLearner("vector_work", vectorWork, ({ userId }) => userId)
    const rows = () => Array.sort(vectorWork.values(), byRevision)

    const textOf = ({ id, kind, userId }: VectorRow): string | null => {
      const goal = kind === "goal" ? tables.goals.get(GoalId.make(id)) : undefined
      const card = kind === "flashcard" ? tables.cards.get(FlashcardId.make(id)) : undefined
      if (goal?.userId === userId) return goalText(goal)
      return card?.userId === userId ? cardText(card) : null
    }
    const replace = (task: VectorTask, row: VectorRow | undefined) => {
      const key = keyOf(task)
      if (vectorWork.get(key)?.revision !== task.revision) return
      if (row === undefined) vectorWork.delete(key)
      else vectorWork.set(key, row)
    }
    const putOff = ({ dueAt, failure, task }: VectorTaskFailure) => {
      const row = vectorWork.get(keyOf(task))
      if (row !== undefined) replace(task, { ...row, attempts: row.attempts + 1, dueAt, lastFailure: failure })
    }

    return VectorWork.of({
      take: ({ at, learners, limit, spaces }, work) =>
        turn.withPermit(
          Effect.gen(function* () {
            const due = rows().filter(
              (row) =>
                row.dueAt.epochMilliseconds <= at.epochMilliseconds &&
                (learners === undefined || learners.includes(row.userId)) &&
                (row.space === null || spaces.includes(row.space))
            )
            const tasks = due.slice(0, limit).map((row): VectorTask => ({ ...row, text: textOf(row) }))
            if (tasks.length === 0) return 0
            const failures = yield* work(tasks)
            const failed = new Set(failures.map(({ task }) => task.revision))
            failures.forEach(putOff)
            tasks.filter(({ revision }) => !failed.has(revision)).forEach((task) => replace(task, undefined))
            return tasks.length
          })
        ),
      still: (quiet) => turn.withPermit(quiet),
      enqueue: tables.enqueue,
      enqueueAll: Effect.fnUntraced(function* (space) {
        for (const { id, userId } of tables.goals.values()) yield* tables.enqueue(userId, "goal", [id], space)
        for (const { id, userId } of tables.cards.values()) yield* tables.enqueue(userId, "flashcard", [id], space)
        return tables.goals.size + tables.cards.size
      }),
      waiting: (userId) =>
        Effect.sync(() =>
          rows()
            .filter((row) => row.userId === userId)
            .map(Struct.omit(["userId", "causedBy"]))
        ),
      waitingFor: (space) => Effect.sync(() => rows().filter((row) => row.space === space).length),
      summary: Effect.sync(() => summaryOf(rows())),
      nudges: Stream.never
    })
  })
)

const byRevision = Order.mapInput(Order.Number, ({ revision }: VectorRow) => revision)

const summaryOf = (rows: ReadonlyArray<VectorRow>): VectorWorkSummary => {
  const failing = rows.filter(({ attempts }) => attempts > 0)
  const since = rows.map(({ enqueuedAt }) => enqueuedAt)
  return {
    waiting: rows.length,
    failing: failing.length,
    stuck: failing.filter(({ attempts }) => attempts >= stuckAfter).length,
    oldestAt: Array.isReadonlyArrayNonEmpty(since) ? Array.min(since, DateTime.Order) : null,
    lastFailure: failing.at(-1)?.lastFailure ?? null
  }
}
