/**
 * Sends the mails that were asked for: looks addresses up, makes codes, and tries again what did not leave.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import { type MailRequest, nextTryOf } from "../../domain/accounts/MailRequest.ts"
import type { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { Mailer, MailFailed } from "../../ports/accounts/Mailer.ts"
import { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { outageLog } from "../upkeep/outageLog.ts"
import { writingMails } from "./writingMails.ts"

export class AccountMails extends Context.Service<
  AccountMails,
  {
    /** Sends some that are due; how many it took. */
    readonly step: Effect.Effect<number, StoreUnavailable>
    /** Sends what comes in for as long as it is not interrupted. */
    readonly run: Effect.Effect<never>
  }
>()("@loopi/core/usecases/accounts/AccountMails") {
  static readonly layer: Layer.Layer<AccountMails, never, AccountStore | MailRequestStore | Mailer> = Layer.effect(
    AccountMails,
    Effect.gen(function* () {
      const store = yield* MailRequestStore
      const send = yield* sending
      const outage = outageLog("Mails wait for the database.", "Mails are sent again.")

      const step = Effect.gen(function* () {
        const now = yield* DateTime.now
        const taken = yield* store.take(batchSize, now, DateTime.addDuration(now, lease))
        yield* Effect.forEach(taken, send, { concurrency: atOnce, discard: true })
        return taken.length
      }).pipe(Effect.withSpan("AccountMails.step"))

      const drain = Effect.repeat(step, { while: (taken) => taken > 0 }).pipe(
        Effect.andThen(outage.over),
        Effect.catch(outage.begun)
      )
      return AccountMails.of({ step, run: Effect.forever(Effect.andThen(drain, Effect.sleep(pollEvery))) })
    })
  )

  /** Has `run` go on in the background for as long as the layer is there: for servers, whose `Mailer` is the real one. */
  static readonly layerRun: Layer.Layer<never, never, AccountMails> = Layer.effectDiscard(
    AccountMails.use(({ run }) => Effect.forkScoped(run))
  )
}

const batchSize = 10
const atOnce = 5

/** As long as a batch takes at worst, and more: whoever dies in the middle leaves its mails to others. */
const lease = "5 minutes"
const pollEvery = "2 seconds"

/** Sends one mail, and keeps the request for another time if it does not leave. */
const sending = Effect.gen(function* () {
  const store = yield* MailRequestStore
  const mailer = yield* Mailer
  const write = yield* writingMails

  const putOff = Effect.fnUntraced(function* (request: MailRequest, permanent: boolean, cause: unknown) {
    const at = permanent ? undefined : nextTryOf(request, yield* DateTime.now)
    // Addresses are nobody's business who reads the log.
    const about = Effect.annotateLogs({ request: request.id, kind: request.kind, attempts: request.attempts })
    if (at !== undefined) {
      yield* Effect.logInfo("A mail did not leave and is tried again later.", cause).pipe(about)
      return yield* store.postpone(request.id, at)
    }
    yield* Effect.logWarning("A mail did not leave and is given up.", cause).pipe(about)
    yield* store.done(request.id)
  })

  return Effect.fn("AccountMails.send")(function* (request: MailRequest) {
    const mail = yield* write(request)
    if (mail !== undefined) {
      const attempt = Effect.catchDefect(mailer.send(mail), (cause) => MailFailed.make({ permanent: false, cause }))
      const failed = yield* Effect.flip(attempt).pipe(Effect.orElseSucceed(() => undefined))
      if (failed !== undefined) return yield* putOff(request, failed.permanent, failed.cause)
    }
    yield* store.done(request.id)
  })
})
