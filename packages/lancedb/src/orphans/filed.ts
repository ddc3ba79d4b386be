import { StoreUnavailable } from "@loopi/core"
import { Effect, Predicate } from "effect"

/** One call to the file system. A file that is gone meanwhile is no failure: others tidy up as well. */
export const filed = <A>(operation: string, call: () => Promise<A>): Effect.Effect<A | undefined, StoreUnavailable> =>
  Effect.tryPromise({ try: call, catch: (cause) => StoreUnavailable.make({ operation, cause }) }).pipe(
    Effect.catchIf(
      ({ cause }) => Predicate.hasProperty(cause, "code") && cause.code === "ENOENT",
      () => Effect.undefined
    )
  )
