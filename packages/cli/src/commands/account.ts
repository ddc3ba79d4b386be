/**
 * `loopi account`: the accounts on a server, for whoever runs it.
 */
import { Account, AccountCare, EmailAddress, Password, User } from "@loopi/core"
import { DateTime, Effect, Option, Redacted, Schema, Stream, Struct } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { localCalendar } from "loopi"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import { bold, count, dim, yellow } from "../render/text.ts"
import { json } from "../root.ts"
import { readSecretInput } from "../input/secretInput.ts"
import { withDatabases } from "../session.ts"

const email = Argument.String("email").pipe(
  Argument.withDescription("The address of the account"),
  Argument.withSchema(EmailAddress)
)

/** What is told of an account. */
const ListedAccount = Schema.Struct(Struct.pick(Account.fields, ["userId", "email", "verifiedAt", "createdAt"]))

const add = Command.make(
  "add",
  {
    email,
    name: Flag.String("name").pipe(
      Flag.withDescription("What to call them; else what stands before the @"),
      Flag.withSchema(User.fields.name),
      Flag.optional
    ),
    json
  },
  Effect.fn(function* ({ email, json, name }) {
    const password = yield* readPassword(`Password for ${email}`)
    yield* withDatabases(
      Effect.gen(function* () {
        const called = Option.getOrElse(name, () => email.replace(/@.*/, ""))
        const input = { email, password, name: called, ...(yield* localCalendar) }
        const account = yield* (yield* AccountCare).add(input)
        yield* show(ListedAccount, account, json, (account) => [`Added: ${lineOf(account)}`])
      })
    )
  })
).pipe(
  Command.withDescription("Add somebody; their password is read from the prompt or from a pipe"),
  Command.withExamples([
    { command: "loopi account add mira@example.com", description: "Type the password; the prompt does not show it" },
    { command: "loopi account add mira@example.com < password.txt", description: "From a file" }
  ])
)

const list = Command.make("list", { json }, ({ json }) =>
  withDatabases(
    Effect.gen(function* () {
      const accounts = yield* Stream.runCollect((yield* AccountCare).all)
      yield* show(Schema.Array(ListedAccount), accounts, json, (accounts) =>
        accounts.length === 0
          ? [dim("No accounts yet. Add one: loopi account add EMAIL")]
          : [...accounts.map(lineOf), dim(count(accounts.length, "account"))]
      )
    })
  )
).pipe(
  Command.withDescription("List who has an account"),
  Command.withAlias("ls"),
  Command.withExamples([{ command: "loopi account list --json", description: "For programs" }])
)

const ResetCode = Schema.Struct({ code: Schema.String, expiresAt: Schema.DateTimeUtc })

const reset = Command.make("reset", { email, json }, ({ email, json }) =>
  withDatabases(
    Effect.gen(function* () {
      const { expiresAt, secret } = yield* (yield* AccountCare).resetCode(email)
      yield* show(ResetCode, { code: Redacted.value(secret), expiresAt }, json, ({ code }) => [
        code,
        dim(`Works once, until ${DateTime.formatIso(expiresAt)}: POST /api/auth/reset-password {code, password}`)
      ])
    })
  )
).pipe(
  Command.withDescription("Print a code by which a new password is chosen, where no mails leave"),
  Command.withExamples([{ command: "loopi account reset mira@example.com", description: "Hand it on by a safe way" }])
)

export const account = Command.make("account").pipe(
  Command.withDescription("The accounts on a server: for whoever runs it"),
  Command.withSubcommands([add, list, reset])
)

/** Typed or piped in, where a file ends with a line break. */
const readPassword = Effect.fnUntraced(function* (what: string) {
  const typed = Redacted.value(yield* readSecretInput(what)).replace(/\r?\n$/, "")
  return yield* Effect.mapError(Schema.decodeEffect(Password)(typed), () => passwordRefused)
})

const passwordRefused = CommandFailed.make({
  code: "password_refused",
  exit: exitCodes.usage,
  reason: "a password has 10 to 200 characters",
  whatToDo: "Run the command again with another one"
})

const lineOf = ({ createdAt, email, verifiedAt }: typeof ListedAccount.Type): string =>
  `${bold(email)}  ${dim(`since ${DateTime.formatIsoDateUtc(createdAt)}`)}${verifiedAt === null ? yellow("  not proven") : ""}`
