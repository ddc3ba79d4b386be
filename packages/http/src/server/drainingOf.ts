/**
 * Has a Node server go away in order.
 */
import { Deferred, Duration, Effect, Ref } from "effect"
import type { RequestListener, Server } from "node:http"
import type { ServerSettings } from "./ServerSettings.ts"

export const drainingOf = Effect.fnUntraced(function* (server: Server, settings: ServerSettings) {
  const { drainDelay = settings.exposed ? "5 seconds" : 0, drainTimeout } = settings
  const begun = yield* Ref.make(false)
  const closing = yield* Deferred.make<void>()
  const underWay = countingOf(server)

  const drain = Effect.gen(function* () {
    if (yield* Ref.getAndSet(begun, true)) return
    if (!Duration.isZero(Duration.fromInputUnsafe(drainDelay))) {
      yield* Effect.logInfo("The server goes away: it is not ready any more, and takes requests a little longer.")
      yield* Effect.sleep(drainDelay)
    }
    yield* Effect.logInfo(`Stopping: ${underWay()} under way, and no more are taken.`)
    yield* Deferred.succeed(closing, undefined)
    yield* Effect.timeoutOrElse(closed(server), {
      duration: drainTimeout,
      orElse: () =>
        Effect.andThen(
          Effect.logWarning("Requests are cut off that did not end in time."),
          Effect.sync(() => server.closeAllConnections())
        )
    })
  })

  return { hasBegun: Ref.get(begun), closing: Deferred.await(closing), drain }
})

/** How many requests have no whole answer yet. */
const countingOf = (server: Server) => {
  let asked = 0
  const count: RequestListener = (_, answer) => {
    asked++
    answer.once("close", () => void asked--)
  }
  // Together with the API: a server answers by itself only for as long as nobody listens for requests.
  const join = (event: string) => {
    if (event === "request") server.off("newListener", join).on("request", count)
  }
  server.on("newListener", join)
  return () => (asked === 1 ? "1 request is" : `${asked} requests are`)
}

/** Takes no more connections, and ends each as soon as nothing is asked on it. */
const closed = (server: Server): Effect.Effect<void> =>
  Effect.raceFirst(
    Effect.callback<void>((resume) => {
      if (server.listening) server.close(() => resume(Effect.void))
      else resume(Effect.void)
    }),
    // An answer that was begun before has promised to keep its connection.
    Effect.forever(
      Effect.andThen(
        Effect.sleep("50 millis"),
        Effect.sync(() => server.closeIdleConnections())
      )
    )
  )
