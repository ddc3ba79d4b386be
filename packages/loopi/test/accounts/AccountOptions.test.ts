import { assert, describe, it } from "@effect/vitest"
import { AccountSettings, defaultAccountSettings, Mailer } from "@loopi/core"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import * as AccountOptions from "../../src/accounts/AccountOptions.ts"

const read = (env: Record<string, string>) =>
  Effect.provideService(AccountOptions.fromConfig, ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env }))

const settingsOf = (options: AccountOptions.AccountOptions) =>
  Effect.provide(Effect.service(AccountSettings), AccountOptions.layerSettings(options))

describe("AccountOptions", () => {
  it.effect("closes sign-up and writes mails to the log where nothing is set", () =>
    Effect.gen(function* () {
      const options = yield* read({ LOOPI_SIGNUP: "", LOOPI_SMTP_URL: " " })
      assert.deepStrictEqual(yield* settingsOf(options), defaultAccountSettings)
      assert.isUndefined(options.smtp)
      const delivers = yield* Effect.provide(
        Mailer.use((mailer) => Effect.succeed(mailer.delivers)),
        Layer.fresh(AccountOptions.layer(options))
      )
      assert.isFalse(delivers)
    })
  )

  it.effect("goes by what the environment says", () =>
    Effect.gen(function* () {
      const options = yield* read({
        LOOPI_SIGNUP: "open",
        LOOPI_EMAIL_VERIFICATION: "required",
        LOOPI_PUBLIC_URL: "https://learn.example/app",
        LOOPI_SMTP_URL: "smtps://ada:secret@mail.example",
        LOOPI_MAIL_FROM: "Learn <learn@mail.example>"
      })
      assert.deepInclude(yield* settingsOf(options), {
        signUp: "open",
        verification: "required",
        publicUrl: "https://learn.example/app",
        appName: "Loopi"
      })
      assert.strictEqual(options.smtp?.from, "Learn <learn@mail.example>")
      assert.strictEqual(options.smtp && Redacted.value(options.smtp.url), "smtps://ada:secret@mail.example")
      const without = yield* read({ LOOPI_SMTP_URL: "smtp://mail.example:587" })
      assert.strictEqual(without.smtp?.from, "loopi@mail.example")
    })
  )

  it.effect("refuses what it cannot go by, without repeating passwords", () =>
    Effect.gen(function* () {
      const wrong = {
        LOOPI_SIGNUP: "perhaps",
        LOOPI_EMAIL_VERIFICATION: "yes",
        LOOPI_PUBLIC_URL: "javascript:alert(1)",
        LOOPI_SMTP_URL: "http://ada:hunter2@mail.example",
        LOOPI_MAIL_FROM: "nobody"
      }
      for (const [name, value] of Object.entries(wrong)) {
        const error = yield* Effect.flip(read({ [name]: value }))
        assert.include(String(error), name)
        assert.notInclude(`${String(error)} ${JSON.stringify(error)}`, "hunter2")
      }
    })
  )
})
