import { StoreUnavailable } from "@loopi/core"
import { Effect } from "effect"

/** One call to LanceDB: what it could not do just now may be tried again, what it could not understand is a defect. */
export const attempt = <A>(operation: string, call: () => Promise<A>): Effect.Effect<A, StoreUnavailable> =>
  Effect.tryPromise({ try: call, catch: unavailable(operation) }).pipe(
    dieOfMistakes,
    Effect.withSpan(operation, { kind: "client", attributes }, { captureStackTrace: false })
  )

const attributes = { "db.system.name": "lancedb" }

export const unavailable = (operation: string) => (cause: unknown) => StoreUnavailable.make({ operation, cause })

/** Closes what LanceDB has opened. It refuses as long as a question to it is not answered: then it is let go. */
export const closed = (opened: { readonly close: () => void }): Effect.Effect<void> =>
  Effect.ignore(Effect.try({ try: () => opened.close(), catch: String }))

/** Tells failures from mistakes of ours. LanceDB has no error codes, only words; these are the ones for mistakes. */
export const dieOfMistakes: <A, R>(
  self: Effect.Effect<A, StoreUnavailable, R>
) => Effect.Effect<A, StoreUnavailable, R> = Effect.catchIf(
  ({ cause }) => /Invalid input|Schema error/.test(String(cause)),
  ({ cause }) => Effect.die(cause)
)
