/**
 * `loopi erase`: removes everything that is kept of a learner, and prints the receipt.
 */
import { type ErasedPart, ErasureReceipt, Privacy } from "@loopi/core"
import { DateTime, Effect, Option, Redacted, Schema, Stdio } from "effect"
import { Command, Flag, Prompt } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import { bold, count, dim, green } from "../render/text.ts"
import { json } from "../root.ts"
import { withDatabases } from "../session.ts"
import { account, wholeLearner } from "../arguments/wholeLearner.ts"

const Erased = Schema.Struct({ code: Schema.NullOr(Schema.String), ...ErasureReceipt.fields })
type Erased = typeof Erased.Type

export const erase = Command.make(
  "erase",
  {
    account,
    yes: Flag.Boolean("yes").pipe(Flag.withDescription("Do not ask whether you mean it"), Flag.withDefault(false)),
    receipt: Flag.String("receipt").pipe(
      Flag.withMetavar("CODE"),
      Flag.withDescription("Erase nothing: print the receipt that has this code"),
      Flag.optional
    ),
    json
  },
  Effect.fn(function* ({ account, json, receipt, yes }) {
    if (Option.isNone(receipt) && !yes) yield* confirmed
    yield* withDatabases(
      Effect.gen(function* () {
        const privacy = yield* Privacy
        if (Option.isSome(receipt)) {
          const found = yield* privacy.receipt(Redacted.make(receipt.value))
          return yield* show(Erased, { code: null, ...found }, json, rendered)
        }
        const { code } = yield* privacy.erase(yield* wholeLearner(account))
        // Whatever happens from here on, the next start goes on with it: the code must not be lost for that.
        yield* Effect.ignore(privacy.goOn)
        yield* show(Erased, { code: Redacted.value(code), ...(yield* privacy.receipt(code)) }, json, rendered)
      })
    )
  })
).pipe(
  Command.withDescription("Remove everything that is kept of you, for good"),
  Command.withExamples([
    { command: "loopi erase", description: "Asks once more, and prints what was removed and what remains" },
    { command: "loopi erase --account mira@example.com --yes", description: "On a server, for who asked by mail" },
    { command: "loopi erase --receipt loopi_ec_...", description: "What became of it" }
  ])
)

const confirmed = Effect.gen(function* () {
  const { stdinIsTerminal } = yield* Stdio.Stdio
  if (!(yield* stdinIsTerminal)) return yield* notConfirmed
  const message = "Everything goes: goals, notes, cards and every review. It cannot be taken back. Erase it?"
  const means = yield* Prompt.run(Prompt.Confirm({ message, initial: false })).pipe(
    Effect.catch(() => Effect.interrupt)
  )
  if (!means) return yield* notConfirmed
})

const notConfirmed = CommandFailed.make({
  code: "not_confirmed",
  exit: exitCodes.usage,
  reason: "nothing was erased: nobody said that it is meant",
  whatToDo: "Say `--yes`, after `loopi export --everything FILE` if you want to keep what there is"
})

const rendered = ({ begunAt, code, erased, finishedAt, remains }: Erased): ReadonlyArray<string> => [
  finishedAt === null
    ? bold(`Being erased since ${DateTime.formatIso(begunAt)}: the next start of Loopi goes on with it`)
    : green(`Erased, all of it, at ${DateTime.formatIso(finishedAt)}`),
  ...erased.filter(({ done, rows }) => rows > 0 || !done).map(lineOf),
  dim("What remains, and why:"),
  ...remains.map(({ what, why }) => dim(`  ${what.replaceAll("_", " ")}: ${why}`)),
  ...(code === null ? [] : [`The code of this receipt, for whoever wants to read it again: ${code}`])
]

const lineOf = ({ done, place, rows }: ErasedPart): string =>
  `  ${place.replaceAll("_", " ").padEnd(22)} ${count(rows, "row")}${done ? "" : " to be removed"}`
