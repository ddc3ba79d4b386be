import { assert, describe, it } from "@effect/vitest"
import { type AnswerKept, IdempotencyKey, IdempotencyStore, KeyedRequests, type SentRequest, UserId } from "@loopi/core"
import { MemoryIdempotencyStore } from "@loopi/core/memory"
import { Effect, Exit, Layer } from "effect"
import { uuid } from "../../fixtures/schedules.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const request: SentRequest = {
  userId: UserId.make(uuid(1)),
  route: "tokens.create",
  key: IdempotencyKey.make("8e03978e-40d5-43dd-bc93-6894a57f9324"),
  content: bytes("/api/tokens")
}
const secret = "loopi_pat_a-secret-that-is-shown-once"
const answered = { status: 201, contentType: "application/json", body: bytes(secret) }

/** What is kept of answers, as whoever has the store sees it. */
const watched = (kept: Array<AnswerKept>) =>
  KeyedRequests.layer.pipe(
    Layer.provide(
      Layer.effect(
        IdempotencyStore,
        Effect.map(IdempotencyStore, (store) =>
          IdempotencyStore.of({
            ...store,
            once: (request, at, work, transaction) =>
              store.once(
                request,
                at,
                Effect.tap(work, (answer) => Effect.sync(() => kept.push(answer))),
                transaction
              )
          })
        )
      )
    ),
    Layer.provide(MemoryIdempotencyStore.layer)
  )

/** A store that takes what was kept for any other request for the answer to this one. */
const confused = (kept: AnswerKept) =>
  Layer.provide(KeyedRequests.layer, Layer.mock(IdempotencyStore)({ once: () => Effect.succeed(kept) }))

const ask = (sent: SentRequest) => KeyedRequests.use(({ once }) => once(sent, "joined", Effect.succeed(answered)))

describe("KeyedRequests", () => {
  it.effect("answers as before, and says so", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ask(request), { answer: answered, replayed: false })
      assert.deepStrictEqual(yield* ask(request), { answer: answered, replayed: true })
      const other = { ...request, content: bytes("/api/tokens?") }
      assert.strictEqual((yield* Effect.flip(ask(other)))._tag, "IdempotencyKeyReused")
    }).pipe(Effect.provide(watched([])))
  )

  it.effect("keeps answers so that nobody reads them without the key, nor takes them for another request's", () =>
    Effect.gen(function* () {
      const kept: Array<AnswerKept> = []
      yield* Effect.provide(ask(request), watched(kept))
      const [one] = kept
      assert.isDefined(one)
      assert.notInclude(Buffer.from(one.sealedBody).toString("latin1"), secret.slice(0, 9))
      const taken = (sent: SentRequest) => Effect.exit(Effect.provide(ask(sent), confused(one), { local: true }))
      assert.isTrue(Exit.isSuccess(yield* taken(request)))
      const others = [
        { key: IdempotencyKey.make("8e03978e-40d5-43dd-bc93-6894a57f9325") },
        { userId: UserId.make(uuid(2)) },
        { route: "goals.create" },
        { content: bytes("/api/token") }
      ]
      for (const other of others) assert.isTrue(Exit.hasDies(yield* taken({ ...request, ...other })))
    })
  )
})
