/**
 * Mails written to the log, where there is no mail server: whoever runs Loopi passes them on.
 */
import { forThisMachine, Mailer } from "@loopi/core"
import { Effect, Layer } from "effect"

export const layer: Layer.Layer<Mailer> = Layer.succeed(
  Mailer,
  Mailer.of({
    delivers: false,
    send: ({ subject, text, to }) => forThisMachine(Effect.logInfo(`A mail to ${to}: ${subject}\n\n${text}`))
  })
)
