/**
 * Every schedule, in memory: what the checkpoints and the journal add up to. It changes only by lines of the journal
 * that are on the disk, in their order, so readers never see what a crash could take back.
 */
import type { DueQuery, FlashcardId, GoalId, Schedule, UserId } from "@loopi/core"
import { DateTime } from "effect"
import { byCard, dueOf, type GoalQueues, make as makeQueues, mostUrgent } from "./GoalQueues.ts"

export interface StudyState {
  readonly get: (userId: UserId, cardId: FlashcardId) => Schedule | undefined
  readonly put: (schedule: Schedule) => void
  readonly remove: (userId: UserId, cardId: FlashcardId) => void
  readonly ofGoals: (userId: UserId, goalIds: ReadonlyArray<GoalId>) => ReadonlyArray<Schedule>
  readonly due: (userId: UserId, query: DueQuery) => ReadonlyArray<Schedule>
  readonly unseen: (userId: UserId, goalIds: ReadonlyArray<GoalId>, limit: number) => ReadonlyArray<Schedule>
  readonly nextStepAt: (userId: UserId, goalIds: ReadonlyArray<GoalId>) => DateTime.Utc | null
  readonly ofLearner: (userId: UserId) => ReadonlyArray<Schedule>
  readonly size: () => number
  readonly all: () => Iterable<Schedule>
}

interface Learner {
  readonly cards: Map<FlashcardId, Schedule>
  /** Made when they are first asked for: a start has nothing to sort. */
  goals: Map<GoalId, GoalQueues> | undefined
}

export const make = (): StudyState => {
  const learners = new Map<UserId, Learner>()
  const queuesOf = (userId: UserId, goalIds: ReadonlyArray<GoalId>) => {
    const learner = learners.get(userId)
    if (learner === undefined) return []
    const goals = (learner.goals ??= queuesOver(learner.cards.values()))
    return [...new Set(goalIds)].flatMap((id) => goals.get(id) ?? [])
  }
  const remove = (userId: UserId, cardId: FlashcardId) => {
    const learner = learners.get(userId)
    const kept = learner?.cards.get(cardId)
    if (learner === undefined || kept === undefined) return
    learner.cards.delete(cardId)
    learner.goals?.get(kept.goalId)?.remove(kept)
  }

  return {
    get: (userId, cardId) => learners.get(userId)?.cards.get(cardId),
    put: (schedule) => {
      const { cardId, goalId, userId } = schedule
      const learner = entryOf(learners, userId, newLearner)
      const kept = learner.cards.get(cardId)
      learner.cards.set(cardId, schedule)
      if (learner.goals === undefined) return
      if (kept !== undefined) learner.goals.get(kept.goalId)?.remove(kept)
      entryOf(learner.goals, goalId, makeQueues).add(schedule)
    },
    remove,
    ofGoals: (userId, goalIds) =>
      merged(
        queuesOf(userId, goalIds).map((queues) => queues.cards()),
        byCard,
        Infinity
      ),
    due: (userId, { goalIds, limit, now, today }) => {
      const heads = queuesOf(userId, goalIds).map((queues) => [
        ...dueOf(queues.steps(), now, today, limit),
        ...dueOf(queues.days(), now, today, limit)
      ])
      return merged(heads, mostUrgent, limit)
    },
    unseen: (userId, goalIds, limit) =>
      merged(
        queuesOf(userId, goalIds).map((queues) => queues.unseen().slice(0, limit)),
        byCard,
        limit
      ),
    nextStepAt: (userId, goalIds) => {
      const first = queuesOf(userId, goalIds).flatMap((queues) => queues.steps()[0]?.dueAt ?? [])
      return first.sort(DateTime.Order)[0] ?? null
    },
    ofLearner: (userId) => [...(learners.get(userId)?.cards.values() ?? [])],
    size: () => [...learners.values()].reduce((sum, { cards }) => sum + cards.size, 0),
    *all() {
      for (const { cards } of learners.values()) yield* cards.values()
    }
  }
}

const newLearner = (): Learner => ({ cards: new Map(), goals: undefined })

const queuesOver = (schedules: Iterable<Schedule>): Map<GoalId, GoalQueues> => {
  const goals = new Map<GoalId, GoalQueues>()
  for (const schedule of schedules) entryOf(goals, schedule.goalId, makeQueues).add(schedule)
  return goals
}

const entryOf = <K, V>(map: Map<K, V>, key: K, makeValue: () => V): V => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = makeValue()
  map.set(key, made)
  return made
}

/** The first of several lists that are in order already. */
const merged = (
  lists: ReadonlyArray<ReadonlyArray<Schedule>>,
  order: typeof byCard,
  limit: number
): ReadonlyArray<Schedule> => {
  const [only] = lists
  return lists.length === 1 && only !== undefined ? only.slice(0, limit) : lists.flat().sort(order).slice(0, limit)
}
