/**
 * Schedules in memory, each change of which is first a line in the journal.
 */
import {
  type FlashcardStore,
  type Review,
  type Schedule,
  ScheduleConflict,
  ScheduleNotFound,
  Schedules
} from "@loopi/core"
import { DateTime, Effect, Result, type Semaphore } from "effect"
import * as CardTurns from "./CardTurns.ts"
import type { JournalEntry } from "./journal/JournalEntry.ts"
import type { StudyJournal } from "./journal/StudyJournal.ts"
import type { StudyState } from "./state/StudyState.ts"

export interface SchedulesParts {
  readonly state: StudyState
  readonly journal: StudyJournal
  readonly cards: FlashcardStore["Service"]
  /** Held while it is looked whether cards are there, until what follows from it is kept. */
  readonly looking: Semaphore.Semaphore
}

export const make = ({ cards, journal, looking, state }: SchedulesParts): Schedules["Service"] => {
  const deciding = CardTurns.make(journal)

  const start = Effect.fn("LanceSchedules.start")(
    function* (schedules: ReadonlyArray<Schedule>) {
      const [first] = schedules
      if (first === undefined) return
      const { userId } = first
      const cardIds = schedules.map(({ cardId }) => cardId)
      const there = new Set((yield* cards.many(userId, cardIds)).map(({ id }) => id))
      const kept = schedules.filter(({ cardId }) => there.has(cardId))
      yield* deciding(userId, cardIds, () => {
        const started = kept.filter(({ cardId }) => state.get(userId, cardId) === undefined)
        return Result.succeed(started.length === 0 ? undefined : { _tag: "Started", schedules: started })
      })
    },
    (started) => looking.withPermit(started)
  )

  const record = Effect.fn("LanceSchedules.record")(function* (schedule: Schedule, review: Review) {
    const at = yield* DateTime.now
    const { cardId, userId } = schedule
    const version = schedule.version - 1
    yield* deciding(userId, [cardId], (): Result.Result<JournalEntry, ScheduleNotFound | ScheduleConflict> => {
      const kept = state.get(userId, cardId)
      if (kept === undefined) return Result.fail(ScheduleNotFound.make({ cardId }))
      if (kept.version !== version) return Result.fail(ScheduleConflict.make({ cardId, version }))
      return Result.succeed({ _tag: "Rated", at, schedule, review })
    })
  })

  return Schedules.of({
    start,
    get: (userId, cardId) =>
      Effect.suspend(() => {
        const kept = state.get(userId, cardId)
        return kept === undefined ? ScheduleNotFound.make({ cardId }) : Effect.succeed(kept)
      }),
    ofGoals: (userId, goalIds) => Effect.sync(() => state.ofGoals(userId, goalIds)),
    due: (userId, query) => Effect.sync(() => state.due(userId, query)),
    unseen: (userId, { goalIds, limit }) => Effect.sync(() => state.unseen(userId, goalIds, limit)),
    nextStepAt: (userId, goalIds) => Effect.sync(() => state.nextStepAt(userId, goalIds)),
    record,
    remove: (userId, cardIds) =>
      deciding(userId, cardIds, () => {
        const removed = cardIds.filter((cardId) => state.get(userId, cardId) !== undefined)
        return Result.succeed(removed.length === 0 ? undefined : { _tag: "Removed", userId, cardIds: removed })
      })
  })
}
