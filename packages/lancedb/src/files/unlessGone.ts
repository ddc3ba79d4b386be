/**
 * A call to the file system where others tidy up as well: a file that is gone meanwhile is no failure.
 */
import type { StoreUnavailable } from "@loopi/core"
import { Effect } from "effect"
import { attempt } from "../attempt.ts"
import { errno } from "./errno.ts"

export const unlessGone = <A>(
  operation: string,
  call: () => Promise<A>
): Effect.Effect<A | undefined, StoreUnavailable> =>
  Effect.catchIf(
    attempt(operation, call),
    ({ cause }) => errno(cause) === "ENOENT",
    () => Effect.undefined
  )
