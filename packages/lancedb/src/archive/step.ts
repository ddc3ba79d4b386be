/**
 * One step in a change of state, by LanceDB or by the file system.
 */
import type { StoreUnavailable } from "@loopi/core"
import type { Effect } from "effect"
import { attempt, unavailable } from "../attempt.ts"

export const operation = "ReviewArchive.state"

export const step = <A>(call: () => Promise<A>): Effect.Effect<A, StoreUnavailable> => attempt(operation, call)

/** Whoever has the turn is alone, unless its connection was lost and somebody else took over. */
export const overtaken = unavailable(operation)("another writer has changed the archive meanwhile")
