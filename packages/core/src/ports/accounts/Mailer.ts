import { Context, type Effect, Schema } from "effect"
import type { EmailAddress } from "../../domain/accounts/EmailAddress.ts"

export interface Mail {
  readonly to: EmailAddress
  readonly subject: string
  /** Plain text. */
  readonly text: string
}

/** The mail did not leave. `permanent` ones are not tried again. */
export class MailFailed extends Schema.TaggedError<MailFailed>()("MailFailed", {
  permanent: Schema.Boolean,
  cause: Schema.Defect()
}) {}

/** Sends mails. */
export class Mailer extends Context.Service<
  Mailer,
  {
    /** Whether mails reach people: what is only written to a log proves no address. */
    readonly delivers: boolean
    readonly send: (mail: Mail) => Effect.Effect<void, MailFailed>
  }
>()("@loopi/core/ports/accounts/Mailer") {}
