/**
 * How long an answer takes does not tell whether somebody has an account: real hashes, a real database, 400 pairs.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Accounts,
  AccountSettings,
  AccountUseCases,
  defaultAccountSettings,
  EmailAddress,
  Mailer,
  Sessions,
  TimeZoneName
} from "@loopi/core"
import { Duration, Effect, Layer, Random, Redacted } from "effect"
import { Argon2PasswordHasher, Composition, Plan } from "loopi"
import { temporaryDirectory } from "../child.ts"
import { fromTemplate } from "../template.ts"

const pairs = 400
const caller = { address: "192.0.2.7", userAgent: "Firefox" }
const password = Redacted.make("a long sentence")
const roomy = { limit: 1_000_000, seconds: 3_600 }

const settings: AccountSettings = {
  ...defaultAccountSettings,
  signUp: "open",
  allowances: {
    signInsPerAccount: roomy,
    signInsPerClient: roomy,
    signUpsPerEmail: roomy,
    signUpsPerClient: roomy,
    mailsPerEmail: roomy,
    mailsPerClient: roomy,
    codesPerClient: roomy
  }
}

const opened = Layer.unwrap(
  Effect.map(Effect.tap(temporaryDirectory, fromTemplate), (directory) =>
    AccountUseCases.layer.pipe(
      Layer.provide(Composition.layerAdapters(Plan.embedded({ directory }))),
      Layer.provide(Argon2PasswordHasher.layer()),
      Layer.provide(Layer.succeed(Mailer, Mailer.of({ delivers: true, send: () => Effect.void }))),
      Layer.provide(Layer.succeed(AccountSettings, settings))
    )
  )
)

const newAccount = (email: EmailAddress) => ({
  email,
  password,
  name: "Ada",
  timeZone: TimeZoneName.make("Europe/Lisbon"),
  rolloverHour: 4
})

const knownOf = (i: number) => EmailAddress.make(`ada${i}@example.org`)

/** Asked for as often as the known ones, so that only the account tells them apart; whoever signs up has one then. */
const unknownOf = (name: string, i: number) =>
  EmailAddress.make(`${name === "signUp" ? "newcomer" : "nobody"}${i}@example.org`)

describe("how long an answer takes", () => {
  it.live(
    "is the same for addresses that somebody has and that nobody has",
    () =>
      Effect.gen(function* () {
        const [accounts, sessions] = [yield* Accounts, yield* Sessions]
        yield* Effect.forEach(Array.from({ length: pairs }).keys(), (i) =>
          accounts.signUp(newAccount(knownOf(i)), caller)
        )
        const wrong = Redacted.make("a wrong sentence")
        const asked = {
          signIn: (email: EmailAddress) => Effect.ignore(sessions.signIn({ email, password: wrong }, caller)),
          signUp: (email: EmailAddress) => accounts.signUp(newAccount(email), caller),
          forgotPassword: (email: EmailAddress) => accounts.forgotPassword(email, caller),
          resendVerification: (email: EmailAddress) => accounts.resendVerification(email, caller)
        }
        for (const [name, ask] of Object.entries(asked)) {
          const [known, unknown]: [Array<number>, Array<number>] = [[], []]
          for (let i = 0; i < pairs; i++) {
            const both = [
              { email: knownOf(i), times: known },
              { email: unknownOf(name, i), times: unknown }
            ]
            for (const { email, times } of yield* Random.shuffle(both)) {
              const [duration] = yield* Effect.timed(ask(email))
              times.push(Duration.toMillis(duration))
            }
          }
          const auc = areaUnderCurve(known, unknown)
          yield* Effect.logInfo(
            `${name}: AUC ${auc.toFixed(3)}, medians ${medianOf(known).toFixed(2)} and ${medianOf(unknown).toFixed(2)} ms`
          )
          assert.isAbove(auc, 0.45, name)
          assert.isBelow(auc, 0.55, name)
        }
      }).pipe(Effect.provide(opened)),
    600_000
  )
})

/** How likely one of the first takes longer than one of the second. */
const areaUnderCurve = (first: ReadonlyArray<number>, second: ReadonlyArray<number>): number => {
  let wins = 0
  for (const a of first) for (const b of second) wins += a > b ? 1 : a === b ? 0.5 : 0
  return wins / (first.length * second.length)
}

const medianOf = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
