/**
 * A `Mailer` whose mails can be read, and the codes in them.
 */
import { Context, Effect, Layer, Redacted } from "effect"
import type { CodePurpose } from "../../domain/accounts/AccountCode.ts"
import type { Secret } from "../../domain/accounts/SecretToken.ts"
import { prefixes } from "../../domain/accounts/SecretToken.ts"
import { type Mail, Mailer } from "../../ports/accounts/Mailer.ts"

/** What was mailed, oldest first. */
export class Mailbox extends Context.Service<
  Mailbox,
  {
    readonly sent: Effect.Effect<ReadonlyArray<Mail>>
    /** The code in the last mail to an address that has one; dies without. */
    readonly code: (to: string, purpose: CodePurpose) => Effect.Effect<Secret>
  }
>()("@loopi/core/testing/accounts/TestMailer/Mailbox") {}

export const layerWith = ({ delivers }: Pick<Mailer["Service"], "delivers">): Layer.Layer<Mailer | Mailbox> =>
  Layer.effectContext(
    Effect.sync(() => {
      const sent: Array<Mail> = []
      const code = (to: string, purpose: CodePurpose) =>
        Effect.suspend(() => {
          const texts = sent.filter((mail) => mail.to === to).map(({ text }) => text)
          const found = texts.flatMap((text) => new RegExp(`${prefixes[purpose]}\\w+`).exec(text)?.[0] ?? [])
          const last = found.at(-1)
          return last === undefined ? Effect.die(new Error("No such mail")) : Effect.succeed(Redacted.make(last))
        })
      const mailer = Mailer.of({ delivers, send: (mail) => Effect.sync(() => void sent.push(mail)) })
      return Context.make(Mailer, mailer).pipe(
        Context.add(Mailbox, Mailbox.of({ sent: Effect.sync(() => [...sent]), code }))
      )
    })
  )

/** Mails reach people. */
export const layer = layerWith({ delivers: true })
