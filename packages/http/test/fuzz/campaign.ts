/**
 * Asks one operation many times, each time differently, until an answer is not as it must be.
 */
import { Effect } from "effect"
import { asking } from "./asking.ts"
import { type Campaign, faultOf } from "./checking.ts"
import type { Operation } from "./document/operations.ts"
import { type Draft, draftsOf } from "./drafts/Draft.ts"
import { newWorld } from "./world/newWorld.ts"
import * as Served from "./world/Served.ts"

/** Learners have little at first, and are slow to list when they have much. */
const requestsOfALearner = 200

export const campaign = (operation: Operation, settings: Campaign) =>
  Effect.gen(function* () {
    const { ask, statuses } = yield* asking
    let left = requestsOfALearner
    let world = yield* newWorld

    const once = Effect.fnUntraced(function* (draft: Draft) {
      if (left-- <= 0) {
        world = yield* newWorld
        left = requestsOfALearner
      }
      const { told } = yield* ask(operation, draft, world)
      // Who has signed out is soon of no more use.
      if (told.status === 401 && draft.as === "own") left = Math.min(left, 8)
    })
    return { statuses, fault: yield* faultOf(draftsOf(operation, { odd: 6 }), once, settings) }
  }).pipe(Effect.provide(Served.layer))
