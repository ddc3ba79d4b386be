import { assert, layer } from "@effect/vitest"
import {
  AccountCare,
  AccountMails,
  Accounts,
  ApiTokens,
  AuthorFailed,
  AuthorFailure,
  Backup,
  Budget,
  BudgetExceeded,
  Calibration,
  CardHealth,
  Cursors,
  Doctor,
  Drafts,
  FlashcardId,
  Flashcards,
  Generation,
  Goals,
  KeyedRequests,
  Keys,
  Notes,
  Progress,
  Privacy,
  Projector,
  ReadinessChecks,
  Regeneration,
  Reindex,
  Runs,
  ScheduleConflict,
  Search,
  Sessions,
  SkillTreeConflict,
  SkillTrees,
  StoreUnavailable,
  Study,
  UserNotFound,
  Users
} from "@loopi/core"
import { DateTime, Effect, Layer, Logger, Stream } from "effect"
import { serve } from "../app.ts"
import { ask, post } from "../ask.ts"
import { assertConforms, assertProblem } from "../problems.ts"

const id = "00000000-0000-4000-8000-0000000000ff"
const secret = "postgres://admin:hunter2@10.0.0.7/loopi at /srv/loopi/secret.ts:42 SELECT * FROM goals"
const down = StoreUnavailable.make({ operation: secret, cause: new Error(secret) })
const failure: { reason: AuthorFailure } = { reason: "refused" }

const Failing = Layer.mergeAll(
  Layer.mock(Goals)({
    list: () => Effect.fail(down),
    get: () => Effect.die(new Error(secret)),
    create: () => Effect.die(secret)
  }),
  Layer.mock(SkillTrees)({
    get: () => Effect.never,
    grow: (_, goalId) =>
      failure.reason === "note_too_deep"
        ? Effect.fail(SkillTreeConflict.make({ goalId, version: 1 }))
        : Effect.fail(AuthorFailed.make({ reason: failure.reason, retryable: false }))
  }),
  Layer.mock(Generation)({}),
  Layer.mock(Drafts)({
    refine: () =>
      Effect.suspend(() => AuthorFailed.make({ reason: failure.reason, retryable: true, retryAfterMs: 90_000 }))
  }),
  Layer.mock(Runs)({
    startGeneration: () =>
      BudgetExceeded.make({ limit: "runs_per_hour", cap: 20, resetsAt: DateTime.makeUnsafe(4_102_444_800_000) })
  }),
  Layer.mock(CardHealth)({}),
  Layer.mock(Budget)({}),
  Layer.mock(Calibration)({}),
  Layer.mock(Study)({
    due: (userId) => UserNotFound.make({ id: userId }),
    rate: () => ScheduleConflict.make({ cardId: FlashcardId.make(id), version: 0 })
  }),
  Layer.mock(Flashcards)({ list: () => Effect.interrupt }),
  Layer.mock(Users)({}),
  Layer.mock(Accounts)({}),
  Layer.mock(AccountMails)({}),
  Layer.mock(AccountCare)({ all: Stream.empty }),
  Layer.mock(ApiTokens)({}),
  Layer.mock(Sessions)({}),
  Layer.mock(Cursors)({}),
  Layer.mock(Notes)({ list: () => Effect.succeed([]) }),
  Layer.mock(Backup)({}),
  Layer.mock(Doctor)({}),
  Layer.mock(Keys)({}),
  Layer.mock(KeyedRequests)({}),
  Layer.mock(Privacy)({}),
  Layer.mock(Projector)({}),
  Layer.mock(ReadinessChecks)({}),
  Layer.mock(Regeneration)({}),
  Layer.mock(Reindex)({}),
  Layer.mock(Search)({}),
  // A value that the contract cannot encode.
  Layer.mock(Progress)({ mastery: () => Effect.succeed({ mastery: Number.NaN, nodes: [] }) })
)

const logged: Array<string> = []
const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))

layer(serve(Failing, { loggers: [logger] }), { excludeTestServices: true })("a failure", (it) => {
  it.effect("of the storage says so, when to come back, and nothing else", () =>
    Effect.gen(function* () {
      const answered = yield* ask("/api/goals")
      assertProblem(answered, "store_unavailable")
      assert.strictEqual(answered.headers["retry-after"], "5")
      assert.notInclude(answered.text, "hunter2")
    })
  )

  it.effect("is told in full to whoever runs the server, by the id of the request", () =>
    Effect.gen(function* () {
      for (const path of ["/api/goals", `/api/goals/${id}`]) {
        const { json } = yield* ask(path)
        const told = logged.filter((line) => line.includes(String(json["requestId"])))
        assert.isTrue(
          told.some((line) => line.includes("hunter2")),
          path
        )
        assert.isTrue(
          told.some((line) => line.includes(`"path":"${path}"`)),
          path
        )
      }
    })
  )

  it.effect("that is our mistake shows nothing of where it happened", () =>
    Effect.gen(function* () {
      for (const answered of [yield* ask(`/api/goals/${id}`), yield* post("/api/goals", { title: "Sail" })]) {
        assertProblem(answered, "internal_error")
        assert.notMatch(JSON.stringify([answered.text, answered.headers]), /hunter2|srv|SELECT/)
      }
    })
  )

  it.effect("to encode an answer is our mistake, too", () =>
    Effect.gen(function* () {
      assertProblem(yield* ask(`/api/progress/mastery?goalId=${id}`), "internal_error")
    })
  )

  it.effect("of an author has a code for each reason", () =>
    Effect.gen(function* () {
      for (const reason of AuthorFailure.literals) {
        const code = reason === "nothing_to_read" || reason === "note_too_deep" ? reason : (`author_${reason}` as const)
        failure.reason = reason
        assertProblem(yield* post(`/api/flashcards/${id}/refine`, { feedback: "Shorter." }), code)
        const grown = yield* post(`/api/goals/${id}/skill-tree`, undefined)
        assertProblem(grown, reason === "note_too_deep" ? "skill_tree_conflict" : code)
      }
      failure.reason = "rate_limited"
      const refined = yield* post(`/api/flashcards/${id}/refine`, { feedback: "Shorter." })
      assert.strictEqual(refined.headers["retry-after"], "90")
    })
  )

  it.effect("of the budget says how much it is, and when it is a new one", () =>
    Effect.gen(function* () {
      const refused = yield* post("/api/flashcards/generate", { goalId: id })
      assertProblem(refused, "budget_exceeded")
      assert.include(JSON.parse(refused.text).detail, "Runs of a kind an hour: 20; again at 2100-01-01T00:00:00.000Z")
      assert.isAbove(Number(refused.headers["retry-after"]), 86_400)
    })
  )

  it.effect("of a learner nobody knows is theirs to hear", () =>
    Effect.gen(function* () {
      assertProblem(yield* ask("/api/study/due"), "user_not_found")
    })
  )

  it.effect("to go on leaves as a problem, too", () =>
    Effect.gen(function* () {
      const answered = yield* ask("/api/flashcards")
      assert.isAtLeast(answered.status, 500)
      assertConforms(answered)
    })
  )
})
