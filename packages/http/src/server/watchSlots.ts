/**
 * How many may watch at once: each keeps a connection, and has somebody look at the store.
 */
import type { UserId } from "@loopi/core"
import { Effect } from "effect"
import { fail } from "../problems/Problem.ts"
import type { ServerSettings } from "./ServerSettings.ts"

/** Takes a place until the scope closes: that of a request, when its answer ends. */
export const watchSlots = ({ maxWatches, maxWatchesPerLearner }: ServerSettings) => {
  const taken = new Map<UserId, number>()
  let inAll = 0

  const leave = (id: UserId): void => {
    inAll--
    const left = (taken.get(id) ?? 1) - 1
    if (left > 0) taken.set(id, left)
    else taken.delete(id)
  }

  const enter = (id: UserId) =>
    Effect.suspend(() => {
      const own = taken.get(id) ?? 0
      if (inAll >= maxWatches || own >= maxWatchesPerLearner) return fail("too_many_watches")
      inAll++
      taken.set(id, own + 1)
      return Effect.void
    })

  return (id: UserId) => Effect.acquireRelease(enter(id), () => Effect.sync(() => leave(id)))
}
