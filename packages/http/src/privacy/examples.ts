/**
 * An erasure as JSON: what the documentation shows.
 */
import { remaining } from "@loopi/core"
import { password, user } from "../accounts/examples.ts"

const begunAt = "2026-11-22T09:30:00.000Z"

export const code = `loopi_ec_${"0Ab".repeat(12)}`

export const request = { confirm: "erase everything", password }

const erased = [
  { place: "goals", rows: 3, done: true },
  { place: "reviews", rows: 1_204, done: true }
]

export const begun = {
  code,
  receipt: { status: "under_way", userId: user.id, begunAt, finishedAt: null, erased, remains: remaining }
}

export const receipt = {
  ...begun.receipt,
  status: "finished",
  finishedAt: "2026-11-22T09:30:04.000Z",
  erased: [...erased, { place: "vectors", rows: 412, done: true }]
}
