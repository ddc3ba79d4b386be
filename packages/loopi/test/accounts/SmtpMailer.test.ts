import { assert, describe, it } from "@effect/vitest"
import { EmailAddress, Mailer } from "@loopi/core"
import { Effect, Redacted } from "effect"
import * as SmtpMailer from "../../src/accounts/SmtpMailer.ts"
import { type Behaviour, smtpServer } from "./smtpServer.ts"

const mail = {
  to: EmailAddress.make("ada@example.org"),
  subject: "Loopi: is this your address?",
  text: "Say that it is yours here:\n\nhttps://learn.example/verify-email#loopi_vc_0123456789\n.\nSaudações\n"
}

const sending = (url: string, over: Partial<SmtpMailer.SmtpOptions> = {}) =>
  Mailer.use(({ send }) => send(mail)).pipe(
    Effect.provide(SmtpMailer.layer({ url: Redacted.make(url), from: "Loopi <loopi@learn.example>", ...over }))
  )

const failing = (behaviour: Behaviour, over: Partial<SmtpMailer.SmtpOptions> = {}) =>
  Effect.gen(function* () {
    const { url } = yield* smtpServer(behaviour)
    const { cause, permanent } = yield* Effect.flip(sending(url, over))
    return { cause, permanent }
  })

describe("SmtpMailer", () => {
  it.live("hands a mail to the server as it was written", () =>
    Effect.gen(function* () {
      const { received, url } = yield* smtpServer()
      yield* sending(url)
      assert.includeMembers(
        [...received.commands],
        ["MAIL FROM:<loopi@learn.example>", "RCPT TO:<ada@example.org>", "DATA"]
      )
      const [head = "", ...body] = received.mails[0]?.split("\r\n\r\n") ?? []
      assert.match(head, /^From: Loopi <loopi@learn\.example>\r$/m)
      assert.match(head, /^To: ada@example\.org\r$/m)
      assert.match(head, /^Subject: Loopi: is this your address\?\r$/m)
      assert.strictEqual(plain(head, body.join("\r\n\r\n")).trimEnd(), mail.text.trimEnd())
    })
  )

  it.live("gives up mails that the server will never take, and keeps its words to itself", () =>
    Effect.gen(function* () {
      const unknown = yield* failing({ answers: { RCPT: "550 5.1.1 <ada@example.org> is nobody here" } })
      assert.deepStrictEqual(unknown, { permanent: true, cause: "EENVELOPE: 550" })
      const spam = yield* failing({ answers: { ".": "554 5.7.1 ada@example.org wants no spam" } })
      assert.deepStrictEqual(spam, { permanent: true, cause: "EMESSAGE: 554" })
    })
  )

  it.live("leaves for later what the server does not take now", () =>
    Effect.gen(function* () {
      const full = yield* failing({ answers: { RCPT: "452 4.2.2 full" } })
      assert.deepStrictEqual(full, { permanent: false, cause: "EENVELOPE: 452" })
      const closed = yield* smtpServer()
      closed.close()
      assert.isFalse((yield* Effect.flip(sending(closed.url))).permanent)
    })
  )

  it.live("sends no password over a network that could be read, and tries again once it was set right", () =>
    Effect.gen(function* () {
      const { received, url } = yield* smtpServer({
        answers: { EHLO: "250-test\r\n250 AUTH PLAIN", AUTH: "535 5.7.8 not ada:secret" }
      })
      const here = url.replace("//", "//ada:secret@")
      const refused = yield* Effect.flip(sending(here))
      assert.deepInclude(refused, { permanent: false, cause: "EAUTH: 535" })
      assert.strictEqual(received.commands.filter((command) => command.startsWith("AUTH")).length, 1)
      received.clear()
      // The same machine, by a name that does not say so.
      const { cause } = yield* Effect.flip(sending(here.replace("127.0.0.1", "127.1")))
      assert.deepStrictEqual([cause, received.commands.at(-1)], ["ETLS: 502", "STARTTLS"])
      assert.notInclude(received.commands.join("\n"), "AUTH")
    })
  )

  it.live("does not wait for ever for a server that is silent", () =>
    Effect.gen(function* () {
      const { permanent } = yield* failing({ silent: true }, { patience: 100 })
      assert.isFalse(permanent)
    })
  )
})

/** The text of a mail, out of the encoding it travelled in. */
const plain = (head: string, body: string): string => {
  const lines = body.replace(/^\.\./gm, ".")
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(head)?.[1]
  if (encoding === "base64") return Buffer.from(lines, "base64").toString("utf8").replaceAll("\r\n", "\n")
  const bytes =
    encoding === "quoted-printable"
      ? lines
          .replace(/=\r\n/g, "")
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : lines
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n")
}
