/**
 * How accounts are handled, out of a plan or the environment.
 */
import { AccountSettings, type Allowances, type Mailer, type PasswordHasher } from "@loopi/core"
import { Config, Effect, Layer, Redacted, Schema } from "effect"
import * as Argon2PasswordHasher from "./Argon2PasswordHasher.ts"
import * as LogMailer from "./LogMailer.ts"
import * as SmtpMailer from "./SmtpMailer.ts"

/** What is left out is as the reference has it; without a mail server, mails are written to the log. */
export interface AccountOptions {
  readonly signUp?: AccountSettings["signUp"] | undefined
  readonly verification?: AccountSettings["verification"]
  readonly publicUrl?: string | undefined
  readonly appName?: string | undefined
  readonly allowances?: Partial<Allowances> | undefined
  readonly smtp?: SmtpMailer.SmtpOptions | undefined
}

/** An empty setting is one that was not made. */
const setting = <A>(name: string, schema: Schema.Codec<A, string>): Config.Config<A | undefined> =>
  Config.schema(Schema.Trim.pipe(Schema.decodeTo(Schema.Union([Schema.Literal(""), schema]))), name).pipe(
    Config.map((value) => (value === "" ? undefined : value)),
    Config.withDefault(undefined)
  )

const url = (protocols: RegExp) =>
  Schema.String.check(
    Schema.makeFilter<string>((text) => URL.canParse(text) && protocols.test(text), { expected: `a URL: ${protocols}` })
  )

/** What the environment asks for: `LOOPI_SIGNUP`, `LOOPI_SMTP_URL` and their like. */
export const fromConfig: Config.Config<AccountOptions> = Config.all({
  signUp: setting("LOOPI_SIGNUP", Schema.Literals(["open", "closed"])),
  verification: setting("LOOPI_EMAIL_VERIFICATION", Schema.Literals(["required", "optional"])),
  publicUrl: setting("LOOPI_PUBLIC_URL", url(/^https?:\/\//)),
  smtpUrl: setting("LOOPI_SMTP_URL", Schema.RedactedFromValue(url(/^smtps?:\/\//))),
  from: setting("LOOPI_MAIL_FROM", Schema.String.check(Schema.isPattern(/@/)))
}).pipe(
  Config.map(({ from, smtpUrl, ...settings }) => ({
    ...settings,
    smtp: smtpUrl === undefined ? undefined : { url: smtpUrl, from: from ?? senderAt(smtpUrl) }
  }))
)

/** Where nobody says whom mails are from. */
const senderAt = (url: Redacted.Redacted): string => `loopi@${new URL(Redacted.value(url)).hostname}`

/** Checks passwords, and sends mails. */
export const layer = ({ smtp }: AccountOptions): Layer.Layer<PasswordHasher | Mailer> =>
  Layer.merge(Argon2PasswordHasher.layer(), smtp === undefined ? LogMailer.layer : SmtpMailer.layer(smtp))

/** The settings that use cases go by. */
export const layerSettings = (options: AccountOptions): Layer.Layer<never> =>
  Layer.effect(
    AccountSettings,
    Effect.map(AccountSettings, (defaults) => ({
      ...defaults,
      signUp: options.signUp ?? defaults.signUp,
      verification: options.verification ?? defaults.verification,
      publicUrl: options.publicUrl ?? defaults.publicUrl,
      appName: options.appName ?? defaults.appName,
      allowances: { ...defaults.allowances, ...options.allowances }
    }))
  )

/** Where mails go, for the people who start it; nothing where nobody asked for any. */
export const describe = ({ signUp, smtp }: AccountOptions): ReadonlyArray<string> => {
  if (smtp !== undefined) return [`mails by ${new URL(Redacted.value(smtp.url)).host}`]
  return signUp === "open" ? ["mails to the log"] : []
}
