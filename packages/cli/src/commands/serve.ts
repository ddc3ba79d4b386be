/**
 * `loopi serve`: the HTTP server, for this machine alone.
 */
import { Lifeline } from "@loopi/core"
import { Http, Server, TokenAuthentication } from "@loopi/http"
import { Config, Deferred, Effect, Layer, Predicate } from "effect"
import { Command, Flag } from "effect/cli"
import type { HttpServerError } from "effect/http"
import { describe } from "loopi"
import { endsWhenStopped } from "../ending.ts"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { say } from "../output.ts"
import { bold, dim } from "../render/text.ts"
import { root } from "../root.ts"
import { type GivenToken, tokenIn } from "../serveToken.ts"
import { learner, planned, withLoopi } from "../session.ts"

export const serve = Command.make(
  "serve",
  {
    port: Flag.Int("port").pipe(
      Flag.withAlias("p"),
      Flag.withDescription("The port to listen on; 0 takes a free one"),
      Flag.filter(
        (port) => port >= 0 && port <= 65_535,
        (port) => `${port} is not a port`
      ),
      Flag.withFallbackConfig(Config.Int("PORT")),
      Flag.withDefault(3000)
    )
  },
  ({ port }) => whileItLasts(withLoopi(serving(port)))
).pipe(
  Command.withDescription("Serve the HTTP API on 127.0.0.1"),
  Command.withExamples([
    { command: "loopi serve", description: "On port 3000" },
    { command: "loopi serve --port 0 --data /var/lib/loopi", description: "On a free port, with data elsewhere" }
  ])
)

const serving = Effect.fnUntraced(function* (port: number) {
  const { data } = yield* root
  const given = yield* tokenIn(data)
  yield* endsWhenStopped
  const api = Http.layer.pipe(Layer.provide(TokenAuthentication.layer({ token: given.token, userId: learner })))
  // Only what is built is announced: who reads the line may ask at once.
  return yield* Layer.effectDiscard(announce(given, data)).pipe(
    Layer.provide(api),
    Layer.provide(Server.layer({ port })),
    Layer.launch,
    Effect.catchTag("ServeError", (error) => (isPortInUse(error) ? portInUse(port) : notServed(port)))
  )
})

/** Ends with a failure when the storage is lost for good: a server that can only refuse should be started again. */
const whileItLasts = Effect.fnUntraced(function* <A, E, R>(serving: Effect.Effect<A, E, R>) {
  const lost = yield* Deferred.make<never, CommandFailed>()
  const lifeline = { lost: (reason: string) => Deferred.fail(lost, storageLost(reason)) }
  return yield* Effect.raceFirst(Effect.provideService(serving, Lifeline, lifeline), Deferred.await(lost))
})

const announce = Effect.fnUntraced(function* ({ shown }: GivenToken, data: string) {
  const address = yield* Server.address
  yield* say(
    `${bold("Loopi")} listens on ${address}`,
    `Docs   ${address}/docs`,
    `Token  ${shown}`,
    dim(describe(yield* planned(data))),
    dim("Ctrl-C stops it.")
  )
})

const isPortInUse = ({ cause }: HttpServerError.ServeError): boolean =>
  Predicate.hasProperty(cause, "code") && cause.code === "EADDRINUSE"

const portInUse = (port: number) =>
  CommandFailed.make({
    code: "port_in_use",
    exit: exitCodes.conflict,
    reason: `port ${port} is in use`,
    whatToDo: "Stop what listens there, or choose another with --port (0 takes a free one)"
  })

const notServed = (port: number) =>
  CommandFailed.make({
    code: "port_unusable",
    exit: exitCodes.dependency,
    reason: `port ${port} cannot be listened on`,
    whatToDo: "Choose another with --port (0 takes a free one)"
  })

const storageLost = (reason: string) =>
  CommandFailed.make({
    code: "storage_lost",
    exit: exitCodes.dependency,
    reason: `nothing can be kept any more: ${reason}`,
    whatToDo: "Start it again, once nothing else uses the directory"
  })
