/**
 * What every `MailRequestStore` must do: each mail is taken by one at a time, until it is done.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect, type Layer } from "effect"
import { MailRequest } from "../../domain/accounts/MailRequest.ts"
import { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import { type AccountPorts, makeMailRequest, newEmail } from "./accounts.ts"

type It = Vitest.MethodsNonLive<AccountPorts>

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a MailRequestStore (${adapter})`, (it) => {
    takes(it)
    putsOff(it)
  })

/** Before any mail of other tests. Each test has a day to itself, and leaves nothing. */
const dayOf = (test: number, hour = 0) => DateTime.makeUnsafe({ year: 2001, month: 1, day: 1 + test, hour })

const newRequest = Effect.fnUntraced(function* (requestedAt: DateTime.Utc) {
  const mails = yield* MailRequestStore
  const request = yield* makeMailRequest(yield* newEmail, { requestedAt })
  yield* mails.add(request)
  return request
})

const idsOf = (some: ReadonlyArray<MailRequest>) => some.map(({ id }) => id).toSorted()

const tried = (request: MailRequest, attempts: number) => MailRequest.make({ ...request, attempts })

const takes = (it: It): void => {
  it.effect("gives what is due, oldest first and no more than wanted, with attempts counted up", () =>
    Effect.gen(function* () {
      const mails = yield* MailRequestStore
      const newer = yield* newRequest(dayOf(1, 2))
      const older = yield* newRequest(dayOf(1, 1))
      const later = yield* newRequest(dayOf(1, 9))
      assert.deepStrictEqual(yield* mails.take(1, dayOf(1, 3), dayOf(1, 8)), [tried(older, 1)])
      assert.deepStrictEqual(yield* mails.take(9, dayOf(1, 3), dayOf(1, 8)), [tried(newer, 1)])
      assert.deepStrictEqual(yield* mails.take(9, dayOf(1, 7), dayOf(1, 8)), [])
      assert.deepStrictEqual(yield* mails.take(9, dayOf(1, 8), dayOf(1, 9)), [tried(older, 2), tried(newer, 2)])
      yield* Effect.forEach([newer, older, later], ({ id }) => mails.done(id))
    })
  )

  it.effect("gives each to one of many who take at once", () =>
    Effect.gen(function* () {
      const mails = yield* MailRequestStore
      const requests = yield* Effect.replicateEffect(newRequest(dayOf(2, 1)), 40)
      const takers = Array.makeBy(20, () => mails.take(5, dayOf(2, 2), dayOf(2, 9)))
      const first = (yield* Effect.all(takers, { concurrency: "unbounded" })).flat()
      const rest = yield* mails.take(100, dayOf(2, 2), dayOf(2, 9))
      assert.deepStrictEqual(idsOf([...first, ...rest]), idsOf(requests))
      yield* Effect.forEach(requests, ({ id }) => mails.done(id))
    })
  )
}

const putsOff = (it: It): void => {
  it.effect("gives what was put off when it is due again", () =>
    Effect.gen(function* () {
      const mails = yield* MailRequestStore
      const request = yield* newRequest(dayOf(3, 1))
      yield* mails.take(1, dayOf(3, 1), dayOf(3, 9))
      yield* mails.postpone(request.id, dayOf(3, 4))
      assert.deepStrictEqual(yield* mails.take(1, dayOf(3, 3), dayOf(3, 9)), [])
      assert.deepStrictEqual(yield* mails.take(1, dayOf(3, 4), dayOf(3, 9)), [tried(request, 2)])
      yield* mails.done(request.id)
    })
  )

  it.effect("forgets what is done, and says how many wait and since when", () =>
    Effect.gen(function* () {
      const mails = yield* MailRequestStore
      const before = yield* mails.waiting
      const [first, second] = [yield* newRequest(dayOf(4, 1)), yield* newRequest(dayOf(4, 2))]
      assert.deepStrictEqual(yield* mails.waiting, { requests: before.requests + 2, oldest: dayOf(4, 1) })
      yield* mails.done(first.id)
      yield* mails.done(first.id)
      assert.deepStrictEqual(yield* mails.waiting, { requests: before.requests + 1, oldest: dayOf(4, 2) })
      yield* mails.done(second.id)
      assert.deepStrictEqual(yield* mails.waiting, before)
      yield* mails.postpone(second.id, dayOf(4, 3))
      assert.deepStrictEqual(yield* mails.take(9, dayOf(4, 9), dayOf(4, 9)), [])
    })
  )
}
