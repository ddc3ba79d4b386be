/**
 * A run that somebody carries out, and the first that it tells.
 */
import { Run, type RunEvent, RunId, UserId } from "@loopi/core"
import { DateTime } from "effect"

const at = DateTime.makeUnsafe(0)
export const started: RunEvent = { seq: 1, at, kind: "started", detail: {} }
export const runUnderWay = Run.make({
  id: RunId.make("00000000-0000-7000-8000-00000000000a"),
  userId: UserId.make("00000000-0000-7000-8000-00000000000b"),
  kind: "reembedding",
  goalId: null,
  input: {},
  status: "running",
  attempt: 1,
  failure: null,
  createdAt: at,
  updatedAt: at
})
