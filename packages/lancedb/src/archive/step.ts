/**
 * One step in a change of state, by LanceDB or by the file system.
 */
import type { StoreUnavailable } from "@loopi/core"
import { Effect, Predicate } from "effect"
import { attempt, unavailable } from "../attempt.ts"

const operation = "ReviewArchive.state"

export const step = <A>(call: () => Promise<A>): Effect.Effect<A, StoreUnavailable> => attempt(operation, call)

/** Whoever has the turn is alone, unless its connection was lost and somebody else took over. */
export const overtaken = unavailable(operation)("another writer has changed the archive meanwhile")

/** A step on a file. Old states are swept away while others read, so a file that is gone is no failure. */
export const unlessGone = <A>(call: () => Promise<A>): Effect.Effect<A | undefined, StoreUnavailable> =>
  step(call).pipe(
    Effect.catchIf(
      ({ cause }) => Predicate.hasProperty(cause, "code") && cause.code === "ENOENT",
      () => Effect.undefined
    )
  )
