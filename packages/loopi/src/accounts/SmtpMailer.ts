/**
 * Mails by a mail server that is told by SMTP.
 */
import { type Mail, Mailer, MailFailed } from "@loopi/core"
import { Effect, Layer, Predicate, Redacted } from "effect"

export interface SmtpOptions {
  /** `smtps://name:password@host`, or `smtp://` where TLS is begun later or the server is on this machine. */
  readonly url: Redacted.Redacted
  /** Whom mails are from: an address, or `Name <address>`. */
  readonly from: string
  /** Milliseconds that the server may be silent. */
  readonly patience?: number | undefined
}

export const layer = ({ from, patience = 10_000, url }: SmtpOptions): Layer.Layer<Mailer> =>
  Layer.effect(
    Mailer,
    Effect.gen(function* () {
      // It takes a sixth of a second to load, which those without a mail server do not wait for.
      const { createTransport } = yield* Effect.promise(() => import("nodemailer"))
      const transport = yield* Effect.acquireRelease(
        Effect.sync(() => createTransport({ ...timeOuts(patience), ...safely(url), url: Redacted.value(url) })),
        (opened) => Effect.sync(() => opened.close())
      )
      const send = Effect.fn("Mailer.send")(function* ({ subject, text, to }: Mail) {
        yield* Effect.tryPromise({
          // As an object, an address is one address, whatever is in it.
          try: () => transport.sendMail({ from, to: { name: "", address: to }, subject, text }),
          catch: failedOf
        }).pipe(
          // However steadily a server drips its answers.
          Effect.timeoutOrElse({
            duration: 4 * patience,
            orElse: () => MailFailed.make({ permanent: false, cause: "The mail server takes too long." })
          })
        )
      })
      return Mailer.of({ delivers: true, send })
    })
  )

const timeOuts = (patience: number) => ({
  connectionTimeout: patience,
  greetingTimeout: patience,
  socketTimeout: patience,
  dnsTimeout: patience
})

/** Nothing in a mail makes the server read files or addresses; and no password goes over a network in clear. */
const safely = (url: Redacted.Redacted) => {
  const { hostname, username } = new URL(Redacted.value(url))
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
  return { disableFileAccess: true, disableUrlAccess: true, requireTLS: username !== "" && !here }
}

/**
 * What the server will say again for good: that it does not take this mail. A password it refuses is set right one day.
 * Its own words may hold the address, and stay out of the log.
 */
const failedOf = (error: unknown): MailFailed => {
  const code = Predicate.hasProperty(error, "code") ? String(error.code) : "unknown"
  const status = Predicate.hasProperty(error, "responseCode") ? Number(error.responseCode) : 0
  const permanent = status >= 500 && (code === "EENVELOPE" || code === "EMESSAGE")
  return MailFailed.make({ permanent, cause: status === 0 ? code : `${code}: ${status}` })
}
