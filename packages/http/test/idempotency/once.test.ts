/**
 * What is sent with an Idempotency-Key is done once, and answered as it was.
 */
import { assert, layer } from "@effect/vitest"
import { Goals } from "@loopi/core"
import { Array, Effect, Fiber } from "effect"
import { list } from "../ask.ts"
import { asLearner, Me } from "../me.ts"
import { draftedGoal, newCard } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"
import { Gate, GatedApp, holdNext } from "./gated.ts"
import { replayed, sendAndLeave, sendWith } from "./sending.ts"

const newGoal = { title: "Read a weather map" }
const goalsNow = Goals.use((goals) => Effect.flatMap(Me, (id) => goals.list(id)))

layer(GatedApp, { excludeTestServices: true })("a request with an Idempotency-Key", (it) => {
  it.effect("is done once, and answered alike to the letter, also where it makes a secret", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts } = yield* draftedGoal()
        const { goalId, id: cardId } = yield* newCard()
        const requests: ReadonlyArray<readonly [string, unknown?]> = [
          ["/api/goals", newGoal],
          [`/api/goals/${goalId}/notes`, { name: "a.md", text: "# A\n\nA **halyard** lifts a sail." }],
          ["/api/flashcards", { goalId, question: "Who wrote Mensagem?", answer: "Fernando Pessoa" }],
          ["/api/flashcards/approve", { ids: [drafts[0]?.id] }],
          ["/api/flashcards/drafts/discard", { ids: [drafts[1]?.id] }],
          ["/api/study/rate", { cardId, rating: 3, version: 0 }],
          ["/api/study/undo", { cardId, version: 1 }],
          ["/api/tokens", { name: "A program", scopes: ["read"] }],
          [`/api/goals/${goalId}/archive`],
          [`/api/goals/${goalId}/restore`]
        ]
        for (const [path, body] of requests) {
          const first = yield* sendWith(path, "the key", body)
          const second = yield* sendWith(path, "the key", body)
          assert.isBelow(first.status, 300, `${path} ${first.text}`)
          assert.deepStrictEqual([replayed(first), replayed(second)], [false, true], path)
          assert.deepStrictEqual([second.status, second.text], [first.status, first.text], path)
          assert.strictEqual(second.headers["content-type"], first.headers["content-type"])
        }
        assert.lengthOf((yield* list("/api/tokens")).items, 1)
        assert.lengthOf(yield* goalsNow, 3)
      })
    )
  )

  it.effect("is refused where its key was used for another body or address", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = JSON.parse((yield* sendWith("/api/goals", "one", newGoal)).text)
        assertProblem(yield* sendWith("/api/goals", "one", { title: "Sail" }), "idempotency_key_reused")
        yield* sendWith(`/api/goals/${id}/archive`, "two")
        assertProblem(yield* sendWith(`/api/goals/${nobodys}/archive`, "two"), "idempotency_key_reused")
        assert.lengthOf(yield* goalsNow, 1)
      })
    )
  )

  it.effect("is another one on another route, and for another learner", () =>
    Effect.gen(function* () {
      const made = asLearner(
        Effect.gen(function* () {
          const goal = yield* sendWith("/api/goals", "mine", newGoal)
          assert.strictEqual((yield* sendWith("/api/tokens", "mine", { name: "A", scopes: ["read"] })).status, 201)
          return goal
        })
      )
      const [first, second] = [yield* made, yield* made]
      assert.deepStrictEqual([first.status, second.status, replayed(second)], [201, 201, false])
      assert.notStrictEqual(JSON.parse(first.text).id, JSON.parse(second.text).id)
    })
  )

  it.effect("is said to be under way until it is answered", () =>
    asLearner(
      Effect.gen(function* () {
        const { begun, release } = yield* holdNext
        const first = yield* Effect.forkChild(sendWith("/api/goals", "slow", newGoal))
        yield* begun
        const meanwhile = yield* sendWith("/api/goals", "slow", newGoal)
        assertProblem(meanwhile, "request_in_progress")
        assert.strictEqual(meanwhile.headers["retry-after"], "1")
        yield* release
        const { text } = yield* Fiber.join(first)
        assert.strictEqual((yield* sendWith("/api/goals", "slow", newGoal)).text, text)
        assert.lengthOf(yield* goalsNow, 1)
      })
    )
  )

  it.effect("may be sent again when it was refused, and when it failed by our mistake", () =>
    asLearner(
      Effect.gen(function* () {
        const { id: cardId } = yield* newCard()
        const rating = { cardId, rating: 3, version: 1 }
        assertProblem(yield* sendWith("/api/study/rate", "again", rating), "schedule_conflict")
        yield* sendWith("/api/study/rate", "first", { ...rating, version: 0 })
        const rated = yield* sendWith("/api/study/rate", "again", rating)
        assert.deepStrictEqual([rated.status, replayed(rated)], [200, false], rated.text)

        const { next } = yield* Gate
        next(Effect.die(new Error("a bug")))
        assertProblem(yield* sendWith("/api/goals", "again", newGoal), "internal_error")
        const made = yield* sendWith("/api/goals", "again", newGoal)
        assert.deepStrictEqual([made.status, replayed(made)], [201, false])
      })
    )
  )

  it.effect("may be sent again when whoever sent it went away before the answer", () =>
    asLearner(
      Effect.gen(function* () {
        const { begun } = yield* holdNext
        const gone = yield* Effect.forkChild(sendAndLeave("/api/goals", "lost", newGoal))
        yield* begun
        yield* Fiber.interrupt(gone)
        const again = sendWith("/api/goals", "lost", newGoal)
        const answered = yield* Effect.repeat(again, { until: ({ status }) => status !== 409 })
        assert.deepStrictEqual([answered.status, replayed(answered)], [201, false])
        assert.lengthOf(yield* goalsNow, 1)
      })
    )
  )

  it.effect("that begins a run is the same run, however often it is sent at once", () =>
    asLearner(
      Effect.gen(function* () {
        const send = sendWith("/api/goals", "a run", { ...newGoal, grow: true })
        const sent = yield* Effect.all(
          Array.makeBy(20, () => send),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual([...new Set(sent.map(({ status }) => status))], [201])
        assert.strictEqual(new Set(sent.map(({ text }) => JSON.parse(text).run.id)).size, 1)
        assertProblem(yield* sendWith("/api/goals", "a run", newGoal), "idempotency_key_reused")
        assert.lengthOf(yield* goalsNow, 1)
      })
    )
  )

  it.effect("has a key of 1 to 255 characters", () =>
    asLearner(
      Effect.gen(function* () {
        for (const key of ["", "k".repeat(256)]) {
          assertInvalid(yield* sendWith("/api/tokens", key, { name: "A", scopes: ["read"] }), "headers.idempotency-key")
        }
        for (const key of ["k".repeat(255), `"8e03978e-40d5-43dd-bc93-6894a57f9324"`]) {
          assert.strictEqual((yield* sendWith("/api/tokens", key, { name: "A", scopes: ["read"] })).status, 201)
        }
      })
    )
  )

  it.effect("is done each time where it only looks something up, or signs out", () =>
    asLearner(
      Effect.gen(function* () {
        for (const [path, body] of [["/api/goals/check-duplicate", newGoal], ["/api/auth/signout"]] as const) {
          for (const _ of [1, 2]) {
            const { headers, status } = yield* sendWith(path, "a look", body)
            assert.deepStrictEqual([status < 300, headers["idempotency-replayed"]], [true, undefined], path)
          }
        }
      })
    )
  )
})

const nobodys = "00000000-0000-4000-8000-0000000000ff"
