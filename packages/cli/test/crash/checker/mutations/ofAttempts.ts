/**
 * What clients may be told that is not so.
 */
import { Schedule } from "@loopi/core"
import type { Attempt, History } from "../History.ts"
import { acknowledged, attempt, type Mutation, nudged } from "./Mutation.ts"

const told = (one: Attempt, outcome: Attempt["outcome"]): Attempt => ({ ...one, outcome })

const isRating = (one: Attempt): boolean => acknowledged(one) && one.rating !== null
const isUndo = (one: Attempt): boolean => acknowledged(one) && one.rating === null

const hasSuccessor = ({ attempts }: History, one: Attempt): boolean =>
  attempts.some((other) => acknowledged(other) && other.cardId === one.cardId && other.version === one.version + 1)

const aBitOff = (one: Attempt): Attempt => {
  if (one.outcome.tag !== "acknowledged") return one
  const { schedule } = one.outcome
  return told(one, {
    tag: "acknowledged",
    schedule: Schedule.make({ ...schedule, stability: nudged(schedule.stability) })
  })
}

const conflict = { tag: "conflict" } as const

export const ofAttempts: ReadonlyArray<Mutation> = [
  {
    name: "a rating whose client was told of a conflict is kept",
    kind: "refused_and_kept",
    mutate: (h) => attempt(h, isRating, (a) => [told(a, conflict)])
  },
  {
    name: "a conflict is told where nobody has rated",
    kind: "phantom_conflict",
    mutate: (h) => attempt(h, isRating, (a) => [a, told({ ...a, version: 100_000 }, conflict)])
  },
  {
    name: "a conflict is told with somebody who came later",
    kind: "phantom_conflict",
    mutate: (h) =>
      attempt(h, isRating, (a) => [
        told({ ...a, durationMs: -1, sent: { ...a.sent, tick: -2 }, ended: { ...a.ended, tick: -1 } }, conflict),
        a
      ])
  },
  {
    name: "there is nothing to take back where a rating stands",
    kind: "phantom_refusal",
    mutate: (h) => attempt(h, isUndo, (a) => [a, told(a, { tag: "refused", code: "nothing_to_undo" })])
  },
  {
    name: "a rating is refused without a reason",
    kind: "phantom_refusal",
    mutate: (h) => attempt(h, isRating, (a) => [a, told(a, { tag: "refused", code: "schedule_not_found" })])
  },
  {
    name: "two clients are told that they have the same place",
    kind: "acknowledged_twice",
    mutate: (h) => attempt(h, isRating, (a) => [a, { ...a }])
  },
  {
    name: "a client is told a schedule that is a bit off",
    kind: "acknowledged_otherwise",
    mutate: (h) => attempt(h, isRating, (a) => [aBitOff(a)])
  },
  {
    name: "a rating counts before one that was acknowledged before it was sent",
    kind: "answered_out_of_order",
    mutate: (h) =>
      attempt(
        h,
        (a) => isRating(a) && hasSuccessor(h, a),
        (a) => [{ ...a, sent: { ...a.sent, tick: Number.MAX_SAFE_INTEGER } }]
      )
  }
]
