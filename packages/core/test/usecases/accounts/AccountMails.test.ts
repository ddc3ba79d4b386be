import { assert, describe, it } from "@effect/vitest"
import { AccountMails, Accounts, MailFailed, Mailer, MailRequestStore } from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { Context, Effect, Fiber, Layer, Logger } from "effect"
import { TestClock } from "effect/testing"
import { ada, caller, joined, mailed, newAccount, world } from "./world.ts"

/** A mailer that does with each mail what it is told, and after that sends. */
const doing = (outcomes: ReadonlyArray<Effect.Effect<void, MailFailed>>) => {
  const tries: Array<string> = []
  const mailer = Layer.effectContext(
    Effect.gen(function* () {
      const sent = Mailer.of({
        delivers: true,
        send: ({ text }) => Effect.suspend(() => outcomes[tries.push(text) - 1] ?? Effect.void)
      })
      return Context.make(Mailer, sent).pipe(Context.add(TestMailer.Mailbox, yield* TestMailer.Mailbox))
    })
  ).pipe(Layer.provide(TestMailer.layer))
  return { mailer, tries }
}

/** Digests are made by other threads, which the clock of tests does not wait for. */
const aTurn = Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))

const away = MailFailed.make({ permanent: false, cause: "ECONNECTION" })
const waiting = MailRequestStore.use((store) => Effect.map(store.waiting, ({ requests }) => requests))
const step = AccountMails.use((mails) => mails.step)

describe("AccountMails", () => {
  const unreachable = doing(Array.from({ length: 9 }, () => away))
  it.effect("tries again after 1, 5, 30 and 30 minutes, and then gives up", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      yield* step
      for (const [i, minutes] of [1, 5, 30, 30].entries()) {
        assert.lengthOf(unreachable.tries, i + 1)
        yield* TestClock.adjust(minutes * 60_000 - 1)
        assert.strictEqual(yield* step, 0)
        yield* TestClock.adjust(1)
        assert.strictEqual(yield* step, 1)
      }
      assert.lengthOf(unreachable.tries, 5)
      assert.strictEqual(yield* waiting, 0)
    }).pipe(Effect.provide(world(unreachable)))
  )

  it.effect("gives up at once what the mail server never takes", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      yield* step
      assert.strictEqual(yield* waiting, 0)
    }).pipe(Effect.provide(world(doing([MailFailed.make({ permanent: true, cause: "EENVELOPE: 550" })]))))
  )

  const flaky = doing([away])
  it.effect("sends a code that works, though one was lost on the way", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      yield* step
      yield* TestClock.adjust("1 minute")
      yield* step
      assert.lengthOf(flaky.tries, 2)
      assert.strictEqual(yield* waiting, 0)
    }).pipe(Effect.provide(world(flaky)))
  )

  it.effect("lives on where a mailer dies, and keeps the mail", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      yield* step
      assert.strictEqual(yield* waiting, 1)
    }).pipe(Effect.provide(world(doing([Effect.die(new Error("a bug"))]))))
  )

  const stuck = doing([Effect.never])
  it.effect("leaves the mails of a server that died in the middle to others, after five minutes", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      const dying = yield* Effect.forkChild(step)
      yield* Effect.yieldNow
      while (stuck.tries.length === 0) yield* Effect.yieldNow
      yield* Fiber.interrupt(dying)
      yield* TestClock.adjust("299 seconds")
      assert.strictEqual(yield* step, 0)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* step, 1)
      assert.strictEqual(yield* waiting, 0)
    }).pipe(Effect.provide(world(stuck)))
  )

  it.effect("goes on by itself in the background", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const mailbox = yield* TestMailer.Mailbox
      yield* Effect.forkScoped(AccountMails.use(({ run }) => run))
      yield* accounts.signUp(newAccount(), caller)
      while ((yield* mailbox.sent).length === 0) yield* Effect.andThen(TestClock.adjust("1 second"), aTurn)
      yield* accounts.verifyEmail(yield* mailbox.code(ada, "verification"), caller)
    }).pipe(Effect.scoped, Effect.provide(world()))
  )

  it.effect("writes nothing to a proven address that asks to be proven again", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      yield* joined()
      const before = yield* mailed
      yield* accounts.resendVerification(ada, caller)
      assert.deepStrictEqual(yield* mailed, before)
    }).pipe(Effect.provide(world()))
  )

  it.effect("tells no address to whoever reads the log", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const logger = Logger.make(({ message }) => void lines.push(JSON.stringify(message)))
      const accounts = yield* Accounts
      yield* accounts.signUp(newAccount(), caller)
      yield* step.pipe(Effect.provide(Logger.layer([logger])))
      assert.isAbove(lines.length, 0)
      assert.notInclude(lines.join("\n"), ada)
    }).pipe(Effect.provide(world(doing([away]))))
  )
})
