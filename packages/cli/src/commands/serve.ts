/**
 * `loopi serve`: the HTTP server, for this machine alone or for others, too.
 */
import { AccountMails, AccountSettings, Lifeline, type Sessions } from "@loopi/core"
import {
  AccountAuthentication,
  AdminServer,
  Authenticating,
  type Authentication,
  Http,
  Server,
  type ServerSettings,
  Telemetry,
  TokenAuthentication
} from "@loopi/http"
import { Deferred, Effect, Layer } from "effect"
import { Command, Flag } from "effect/cli"
import { describe } from "loopi"
import { type Bounds, numberFlag } from "../arguments/numberFlag.ts"
import { endsWhenStopped } from "../ending.ts"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { isPortInUse, notExposed, notServed, portInUse } from "../failures/serving.ts"
import * as Logging from "../logging/Logging.ts"
import { say } from "../output/output.ts"
import { bold, dim } from "../render/text.ts"
import { root } from "../root.ts"
import { tokenIn } from "../serving/serveToken.ts"
import { mailsChecked } from "../serving/mails.ts"
import { serverSettings } from "../serving/serverSettings.ts"
import { settingsHelp } from "../settings/settings.ts"
import { asServer, learner, planned, withLoopi } from "../session.ts"

export const serve = Command.make(
  "serve",
  {
    port: numberFlag("port", "The port to listen on, or set PORT; 0 takes a free one", ports(3000)).pipe(
      Flag.withAlias("p"),
      Flag.optional
    ),
    host: Flag.String("host").pipe(
      Flag.withMetavar("ADDRESS"),
      Flag.withDescription("The address to listen on (or set LOOPI_HOST; 127.0.0.1)"),
      Flag.optional
    ),
    adminPort: numberFlag(
      "admin-port",
      "The port for metrics and readiness alone, or set LOOPI_ADMIN_PORT",
      ports()
    ).pipe(Flag.optional),
    expose: Flag.Boolean("expose").pipe(
      Flag.withDescription("Let others than this machine reach the server"),
      Flag.withDefault(false)
    ),
    accounts: Flag.Boolean("accounts").pipe(
      Flag.withDescription("Serve everybody who joins, each with an account, instead of you alone"),
      Flag.withDefault(false)
    )
  },
  (given) =>
    Effect.gen(function* () {
      const settings = yield* serverSettings(given)
      yield* mailsChecked((yield* root).data, settings)
      return yield* whileItLasts(given.accounts ? forAll(settings) : forLearner(settings))
    }).pipe(Effect.provide(Layer.provideMerge(Telemetry.layer, Logging.layer)))
).pipe(
  Command.withDescription(`Serve the HTTP API, on 127.0.0.1 unless told otherwise\n\n${settingsHelp}`),
  Command.withShortDescription("Serve the HTTP API"),
  Command.withExamples([
    { command: "loopi serve", description: "On port 3000 of this machine alone" },
    { command: "loopi serve --port 0 --data /var/lib/loopi", description: "On a free port, with data elsewhere" },
    { command: "loopi serve --accounts --host 0.0.0.0 --expose", description: "For everybody who joins" }
  ])
)

function ports(otherwise?: number): Bounds {
  return { least: 0, most: 65_535, ...(otherwise !== undefined && { otherwise }) }
}

/** Who has the token is the learner of this machine; whoever has an account is known by it, too. */
const forLearner = (settings: ServerSettings) =>
  withLoopi(
    Effect.gen(function* () {
      const { shown, token } = yield* tokenIn((yield* root).data, settings.exposed)
      const sources = [TokenAuthentication.source({ token, userId: learner }), AccountAuthentication.source]
      return yield* serving(settings, Authenticating.layer(...sources), `Token  ${shown}`)
    }),
    asServer
  )

/** Anybody may join, unless the environment says otherwise. */
const forAll = (settings: ServerSettings) =>
  Effect.flatMap(AccountSettings, (defaults) =>
    Effect.provideService(
      withLoopi(
        Effect.flatMap(AccountSettings, ({ signUp }) =>
          serving(settings, AccountAuthentication.layer, `Joining  ${signUp}`)
        ),
        asServer
      ),
      AccountSettings,
      { ...defaults, signUp: "open" }
    )
  )

const serving = Effect.fnUntraced(function* (
  settings: ServerSettings,
  authentication: Layer.Layer<Authentication, never, Sessions>,
  known: string
) {
  yield* endsWhenStopped
  // Only what is built is announced: who reads the line may ask at once.
  return yield* Layer.merge(Layer.effectDiscard(announce(known)), AccountMails.layerRun).pipe(
    Layer.provide(Http.layer),
    // It is still asked while the other one goes away.
    Layer.provide(watched(settings)),
    Layer.provide(authentication),
    Layer.provide(Server.layer(settings)),
    Layer.launch,
    Effect.catchTags({
      ServeError: (error) => (isPortInUse(error) ? portInUse(settings.port) : notServed(settings)),
      HostNotExposed: notExposed
    })
  )
})

/** The listener of those who watch over the server, if there is to be one. */
const watched = ({ adminHost: host, adminPort: port = 0 }: ServerSettings) =>
  Layer.catchTag(AdminServer.layer, "ServeError", (error) =>
    Layer.effectContext(Effect.fail(isPortInUse(error) ? portInUse(port) : notServed({ host, port })))
  )

/** Ends with a failure when the storage is lost for good: a server that can only refuse should be started again. */
const whileItLasts = Effect.fnUntraced(function* <A, E, R>(serving: Effect.Effect<A, E, R>) {
  const lost = yield* Deferred.make<never, CommandFailed>()
  const lifeline = { lost: (reason: string) => Deferred.fail(lost, storageLost(reason)) }
  return yield* Effect.raceFirst(Effect.provideService(serving, Lifeline, lifeline), Deferred.await(lost))
})

const announce = Effect.fnUntraced(function* (known: string) {
  const address = yield* Server.address
  const { address: admin } = yield* AdminServer.AdminServer
  const { data } = yield* root
  yield* say(
    `${bold("Loopi")} listens on ${address}`,
    `Docs   ${address}/docs`,
    known,
    ...(admin === undefined ? [] : [`Metrics  ${admin}/metrics`]),
    dim(describe(yield* planned(data))),
    dim("Ctrl-C stops it.")
  )
})

const storageLost = (reason: string) =>
  CommandFailed.make({
    code: "storage_lost",
    exit: exitCodes.dependency,
    reason: `nothing can be kept any more: ${reason}`,
    whatToDo: "Start it again, once nothing else uses the directory"
  })
