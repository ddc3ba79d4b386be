/**
 * The cards of one goal in each order they are asked for.
 */
import { isDue, type Schedule } from "@loopi/core"
import { DateTime, Order } from "effect"
import * as SortedList from "./SortedList.ts"

export interface GoalQueues {
  readonly add: (schedule: Schedule) => void
  readonly remove: (schedule: Schedule) => void
  /** Cards within their steps, by the instant. */
  readonly steps: () => ReadonlyArray<Schedule>
  /** Cards with a due day. */
  readonly days: () => ReadonlyArray<Schedule>
  readonly unseen: () => ReadonlyArray<Schedule>
  readonly cards: () => ReadonlyArray<Schedule>
}

export const make = (): GoalQueues => {
  const steps = SortedList.make(mostUrgent)
  const days = SortedList.make(mostUrgent)
  const unseen = SortedList.make(byCard)
  const cards = SortedList.make(byCard)
  const queueOf = (schedule: Schedule) => (schedule.phase === "new" ? unseen : schedule.dueAt === null ? days : steps)

  return {
    add: (schedule) => {
      queueOf(schedule).add(schedule)
      cards.add(schedule)
    },
    remove: (schedule) => {
      queueOf(schedule).remove(schedule)
      cards.remove(schedule)
    },
    steps: steps.values,
    days: days.values,
    unseen: unseen.values,
    cards: cards.values
  }
}

export const byCard: Order.Order<Schedule> = (a, b) => (a.cardId < b.cardId ? -1 : a.cardId > b.cardId ? 1 : 0)

const stepAt = ({ dueAt }: Schedule) => (dueAt === null ? Infinity : DateTime.toEpochMillis(dueAt))

/** Cards within their steps have an instant and come first: their memory fades within minutes. */
export const mostUrgent: Order.Order<Schedule> = Order.combineAll([
  Order.mapInput(Order.Number, stepAt),
  Order.mapInput(Order.Number, (schedule: Schedule) => schedule.dueDay),
  byCard
])

/** The due cards at the head of a queue: the rest of it comes later still. */
export const dueOf = (queue: ReadonlyArray<Schedule>, now: DateTime.Utc, today: Schedule["dueDay"], limit: number) => {
  const due: Array<Schedule> = []
  for (const schedule of queue) {
    if (due.length >= limit || !isDue(schedule, now, today)) break
    due.push(schedule)
  }
  return due
}
