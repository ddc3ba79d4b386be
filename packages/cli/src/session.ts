/**
 * Opens Loopi for a command, and closes it properly whatever happens.
 */
import { Projector } from "@loopi/core"
import { type Config, Console, Effect, Layer } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner, type OpenError, Patience, Plan } from "loopi"
import type { CommandFailed } from "./failures/CommandFailed.ts"
import { notOpened } from "./failures/openings.ts"
import { root } from "./root.ts"
import { warnOfMisspelt } from "./settings/misspelt.ts"

/** Who the program works for. */
export const learner = embeddedLearnerId

/** What the environment asks Loopi to stand on, with settings that do not fit in words for the learner. */
export const planned = (directory: string) =>
  Plan.fromConfig({ directory }).pipe(
    Effect.catchTag(["CompositionRefused", "EmbeddingSettingsRefused"], (refused) => notOpened(refused))
  )

/** On a busy machine, whoever started a command rather waits than is told to start it again. */
const alone = Layer.succeed(Patience, { times: 10 })

/** For who has others to serve meanwhile. */
export const asServer: Layer.Layer<never> = Layer.empty

/** Loopi in a directory, with failures to open it in words for the learner. */
export const opened = (directory: string, layer = Composition.layer, patience = alone) =>
  Layer.unwrap(Effect.map(planned(directory), layer)).pipe(
    Layer.provide(patience),
    Layer.tapError((error) => Effect.logDebug(error)),
    Layer.catch((error) => Layer.effectContext(Effect.fail(isTold(error) ? error : notOpened(error))))
  )

const isTold = (error: OpenError | CommandFailed | Config.ConfigError): error is CommandFailed | Config.ConfigError =>
  error._tag === "ConfigError" || error._tag === "CommandFailed"

/** Runs a command on the learner's data. */
export const withLoopi = <A, E, R>(command: Effect.Effect<A, E, R | Composition.Opened>, patience = alone) =>
  opening(Effect.andThen(ensureEmbeddedLearner, command), Composition.layer, patience)

/** Runs a command on the data of everybody, of whom there may be nobody yet, while nothing else goes on. */
export const withDatabases = <A, E, R>(command: Effect.Effect<A, E, R | Composition.Opened>) =>
  opening(command, Composition.layerAtRest)

const opening = Effect.fnUntraced(function* <A, E, R>(
  command: Effect.Effect<A, E, R | Composition.Opened>,
  layer: typeof Composition.layer,
  patience = alone
) {
  const { data } = yield* root
  yield* warnOfMisspelt
  if ((yield* planned(data)).composition === "memory") yield* Console.error(nothingKept)
  return yield* command.pipe(
    // Only seen with `--log-level debug`: the line on stderr says nothing of causes.
    Effect.tapCause((cause) => Effect.logDebug(cause)),
    Effect.provide(opened(data, layer, patience))
  )
})

const nothingKept = "loopi: nothing is kept: LOOPI_COMPOSITION is memory, which is gone when the command ends"

/** Brings the vectors in line before they are relied on: a process killed earlier may have left some out. */
export const aligned = Projector.use(({ catchUp }) => catchUp)
