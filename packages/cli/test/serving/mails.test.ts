/**
 * Codes that nobody gets: said at the start, and no server for others begins with it.
 */
import { assert, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Logger } from "effect"
import { mailsChecked } from "../../src/serving/mails.ts"
import { runHere } from "../runHere.ts"

const required = { LOOPI_COMPOSITION: "memory", LOOPI_EMAIL_VERIFICATION: "required" }

/** What is logged of mails before a server begins. */
const warnings = (env: Record<string, string>, exposed: boolean) =>
  Effect.gen(function* () {
    const said: Array<unknown> = []
    const listening = Logger.layer([Logger.make(({ message }) => void said.push(message))])
    const provider = ConfigProvider.fromUnknown({ LOOPI_COMPOSITION: "memory", ...env })
    yield* Effect.provide(mailsChecked("data", { exposed }), Layer.merge(listening, ConfigProvider.layer(provider)))
    return said.flat()
  })

const codesInLog =
  "Whoever joins has to prove their address, and no mail leaves: the codes are in this log, for you to pass on."

it.effect("warns where an address is to be proven and no mail leaves", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* warnings(required, false), [codesInLog])
    assert.deepStrictEqual(yield* warnings({ ...required, LOOPI_MAILER: "log" }, true), [codesInLog])
  })
)

it.effect("says nothing where mails leave, or nobody has to prove anything", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* warnings({ ...required, LOOPI_SMTP_URL: "smtp://mail.example" }, true), [])
    assert.deepStrictEqual(yield* warnings({}, true), [])
    assert.deepStrictEqual(yield* warnings({ LOOPI_EMAIL_VERIFICATION: "optional" }, true), [])
  })
)

const exposed = ["serve", "--accounts", "--port", "0", "--host", "0.0.0.0", "--expose"]

it.effect("lets no server begin that others reach, and whose codes are in its log alone", () =>
  Effect.gen(function* () {
    const { exit, stderr, stdout } = yield* runHere(exposed, required)
    assert.match(stderr, /^loopi: configuration: LOOPI_EMAIL_VERIFICATION is required, .* Set LOOPI_SMTP_URL /)
    assert.deepStrictEqual({ exit, stdout }, { exit: 2, stdout: "" })
  })
)

it.effect("refuses two places for mails, and a third that there is not", () =>
  Effect.gen(function* () {
    const both = { ...required, LOOPI_MAILER: "log", LOOPI_SMTP_URL: "smtp://mail.example" }
    assert.match((yield* runHere(exposed, both)).stderr, /LOOPI_MAILER is log, and LOOPI_SMTP_URL names a mail server/)
    const { exit, stderr } = yield* runHere(exposed, { ...required, LOOPI_MAILER: "sendmail" })
    assert.strictEqual(exit, 2)
    assert.match(stderr, /the setting LOOPI_MAILER cannot be read. Set LOOPI_MAILER to log, or unset it/)
  })
)
