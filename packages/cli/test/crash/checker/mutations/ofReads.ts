/**
 * What may happen to what is derived from the history, and to other ways of reading it.
 */
import { DaySummary, Schedule, UserId } from "@loopi/core"
import type { History } from "../History.ts"
import { keeping, middle, type Mutation, nudged } from "./Mutation.ts"

const stranger = UserId.make("00000000-0000-7000-8000-0000000000ff")

/** Puts others in the place of one schedule. */
const schedule = (history: History, change: (schedule: Schedule) => ReadonlyArray<Schedule>): History => {
  const { schedules } = history.kept
  const victim = middle(schedules.filter(({ version }) => version > 1))
  return keeping(history, { schedules: schedules.flatMap((one) => (one === victim ? change(one) : [one])) })
}

const changed = (schedule: Schedule, fields: Partial<Schedule>) => [Schedule.make({ ...schedule, ...fields })]

const oneMore = (history: History): History => {
  const { days } = history.kept
  const victim = middle(days)
  const more = DaySummary.make({ ...victim, reviews: victim.reviews + 1 })
  return keeping(history, { days: days.map((day) => (day === victim ? more : day)) })
}

export const ofReads: ReadonlyArray<Mutation> = [
  {
    name: "a schedule is a bit off",
    kind: "schedule_differs",
    mutate: (h) => schedule(h, (s) => changed(s, { stability: nudged(s.stability) }))
  },
  {
    name: "a schedule counts one review more",
    kind: "schedule_differs",
    mutate: (h) => schedule(h, (s) => changed(s, { version: s.version + 1 }))
  },
  { name: "a schedule is gone", kind: "schedule_missing", mutate: (h) => schedule(h, () => []) },
  { name: "a schedule is there twice", kind: "schedule_doubled", mutate: (h) => schedule(h, (s) => [s, s]) },
  {
    name: "a schedule belongs to somebody else",
    kind: "foreign_schedule",
    mutate: (h) => schedule(h, (s) => changed(s, { userId: stranger }))
  },
  {
    name: "the newest reviews leave one out",
    kind: "latest_differs",
    mutate: (h) => keeping(h, { latest: h.kept.latest.toSpliced(3, 1) })
  },
  {
    name: "the newest reviews show one twice",
    kind: "latest_differs",
    mutate: (h) => keeping(h, { latest: h.kept.latest.flatMap((review, i) => (i === 3 ? [review, review] : [review])) })
  },
  { name: "a day counts one review too many", kind: "days_differ", mutate: oneMore }
]
