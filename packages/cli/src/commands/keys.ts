/**
 * `loopi keys`: your own keys for providers, and the master keys they are sealed with.
 */
import { Keys, Provider, ProviderKey, RotationReport } from "@loopi/core"
import { DateTime, Effect, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import * as ProgressBar from "../render/ProgressBar.ts"
import { bold, count, dim, yellow } from "../render/text.ts"
import { json } from "../root.ts"
import { readSecretInput } from "../input/secretInput.ts"
import { learner, withLoopi } from "../session.ts"

const provider = Argument.Literals("provider", Provider.literals).pipe(
  Argument.withDescription(`Whose key it is: ${Provider.literals.join(", ")}`)
)

const add = Command.make(
  "add",
  { provider, json },
  Effect.fn(function* ({ json, provider }) {
    const typed = yield* readSecretInput(`Key for ${provider}`)
    yield* withLoopi(
      Effect.gen(function* () {
        const key = yield* (yield* Keys).add(learner, provider, typed)
        yield* show(ProviderKey, key, json, (key) => [`Kept: ${lineOf(key)}`])
      })
    )
  })
).pipe(
  Command.withDescription("Keep a key, read from the prompt or from a pipe; encrypted, and shown to nobody again"),
  Command.withExamples([
    { command: "loopi keys add anthropic", description: "Type or paste it; the prompt does not show it" },
    { command: "loopi keys add jina < jina.key", description: "From a file" }
  ])
)

/** A key, and whether its master key is at hand. */
const ListedKey = Schema.Struct({ ...ProviderKey.fields, opens: Schema.Boolean })

const listed = (key: typeof ListedKey.Type): string =>
  key.opens ? lineOf(key) : `${lineOf(key)}  ${yellow(`cannot be opened: master key ${key.masterKeyId} is missing`)}`

const list = Command.make("list", { json }, ({ json }) =>
  withLoopi(
    Effect.gen(function* () {
      const { list, opens } = yield* Keys
      const keys = yield* Effect.forEach(yield* list(learner), (key) =>
        Effect.map(opens(key), (opens) => ({ ...key, opens }))
      )
      yield* show(Schema.Array(ListedKey), keys, json, () =>
        keys.length === 0 ? [dim("No keys yet. Add one: loopi keys add PROVIDER")] : keys.map(listed)
      )
    })
  )
).pipe(
  Command.withDescription("List your keys by their last four characters"),
  Command.withAlias("ls"),
  Command.withExamples([{ command: "loopi keys list --json", description: "For programs" }])
)

const Removed = Schema.Struct({ removed: Provider })

const remove = Command.make("remove", { provider, json }, ({ json, provider }) =>
  withLoopi(
    Effect.gen(function* () {
      yield* (yield* Keys).remove(learner, provider)
      yield* show(Removed, { removed: provider }, json, () => [`Removed the key for ${provider}`])
    })
  )
).pipe(
  Command.withDescription("Forget a key"),
  Command.withAlias("rm"),
  Command.withExamples([{ command: "loopi keys remove jina", description: "Your key for Jina" }])
)

const rotate = Command.make("rotate", { json }, ({ json }) =>
  withLoopi(
    Effect.gen(function* () {
      const bar = ProgressBar.make("sealing keys")
      const report = yield* (yield* Keys)
        .rotate((done, total) => bar.show(done, total, `${done} of ${total}`))
        .pipe(Effect.ensuring(bar.clear))
      yield* show(RotationReport, report, json, outcome)
      if (report.unreadable.length > 0) return yield* leftBehind(report.unreadable.length)
    })
  )
).pipe(
  Command.withDescription("Seal the keys of all learners with a new master key, or the first of LOOPI_MASTER_KEYS"),
  Command.withExamples([
    { command: "loopi keys rotate", description: "Interrupted, it goes on where it was when run again" }
  ])
)

export const keys = Command.make("keys").pipe(
  Command.withDescription("Your own keys for providers of models and embeddings"),
  Command.withSubcommands([add, list, remove, rotate])
)

const lineOf = ({ addedAt, lastFour, provider }: Pick<ProviderKey, "addedAt" | "lastFour" | "provider">): string =>
  `${bold(provider.padEnd(9))}  …${lastFour}  ${dim(`since ${DateTime.formatIsoDateUtc(addedAt)}`)}`

const outcome = ({ dropped, masterKeyId, sealed, unreadable, unused }: RotationReport): ReadonlyArray<string> => [
  `${count(sealed, "key")} sealed anew, all with master key ${masterKeyId}`,
  ...unreadable.map((it) =>
    dim(`  ${it.provider} of ${it.userId}: ${it.reason.replaceAll("_", " ")} (${it.masterKeyId})`)
  ),
  ...(unused.length === 0 ? [] : [farewell(unused, dropped)])
]

const farewell = (unused: ReadonlyArray<string>, dropped: boolean): string =>
  dropped
    ? dim(`Dropped ${unused.join(", ")}, which seals nothing any more`)
    : `Nothing is sealed with ${unused.join(", ")} any more: take it out of LOOPI_MASTER_KEYS`

const leftBehind = (n: number) =>
  CommandFailed.make({
    code: "provider_key_unreadable",
    exit: exitCodes.conflict,
    reason: `${count(n, "key")} could not be opened`,
    whatToDo: "Put the master keys back that are named, or have the keys added again; then run the command again"
  })
