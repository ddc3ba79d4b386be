/**
 * Has a Node server go away in order.
 */
import { Duration, Effect, Ref } from "effect"
import type { Server } from "node:http"
import type { ServerSettings } from "./ServerSettings.ts"

export const drainingOf = Effect.fnUntraced(function* (server: Server, settings: ServerSettings) {
  const { drainDelay = settings.exposed ? "5 seconds" : 0, drainTimeout } = settings
  const begun = yield* Ref.make(false)

  const drain = Effect.gen(function* () {
    if (yield* Ref.getAndSet(begun, true)) return
    if (!Duration.isZero(Duration.fromInputUnsafe(drainDelay))) {
      yield* Effect.logInfo("The server goes away: it is not ready any more, and takes requests a little longer.")
      yield* Effect.sleep(drainDelay)
    }
    yield* Effect.timeoutOrElse(closed(server), {
      duration: drainTimeout,
      orElse: () =>
        Effect.andThen(
          Effect.logWarning("Requests are cut off that did not end in time."),
          Effect.sync(() => server.closeAllConnections())
        )
    })
  })

  return { hasBegun: Ref.get(begun), drain }
})

/** Takes no more connections, ends those on which nothing is asked, and waits for the rest. */
const closed = (server: Server): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    if (!server.listening) return resume(Effect.void)
    server.close(() => resume(Effect.void))
  })
