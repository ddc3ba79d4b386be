/**
 * A model that cannot be reached: two calls find it out, and the next are told without one.
 */
import {
  type AuthorError,
  AuthorFailed,
  type AuthorFailure,
  CardReviewer,
  Degraded,
  DistractorAuthor,
  FlashcardAuthor,
  SkillTreeAuthor,
  UserId
} from "@loopi/core"
import { MemoryDegraded } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as GuardedAuthors from "../../src/resilience/GuardedAuthors.ts"

/** A model that fails for a reason, and counts how often it is asked. */
const failing = (reason: AuthorFailure) => {
  const model = { asked: 0 }
  const refused = Effect.suspend((): Effect.Effect<never, AuthorError> => {
    model.asked += 1
    return Effect.fail(AuthorFailed.make({ reason, retryable: true }))
  })
  const online = Layer.mergeAll(
    Layer.mock(SkillTreeAuthor, { propose: () => Stream.fromEffect(refused) }),
    Layer.mock(FlashcardAuthor, {}),
    Layer.mock(DistractorAuthor, {}),
    Layer.succeed(CardReviewer, { review: () => refused })
  )
  const layer = GuardedAuthors.over(online).pipe(
    Layer.provideMerge(MemoryDegraded.layer),
    Layer.provide(Logger.layer([]))
  )
  return { model, layer }
}

const grown = Effect.gen(function* () {
  const author = yield* SkillTreeAuthor
  const goal = yield* fixtures.makeGoal(UserId.make("0196f1c0-0000-7000-8000-000000000001"))
  const assignment = { goal, documents: [], present: [], runId: null }
  return yield* Effect.flip(Stream.runDrain(author.propose(assignment)))
})

const missing = Effect.flatMap(Degraded, ({ now }) => Effect.map(now, (all) => all.map(({ part }) => part)))

describe("a model that is away", () => {
  const { layer, model } = failing("overloaded")
  it.effect("is asked twice, and then again once it has had its rest", () =>
    Effect.gen(function* () {
      for (const _ of [1, 2, 3, 4]) {
        const error = yield* grown
        assert.strictEqual(error._tag === "AuthorFailed" ? error.reason : error._tag, "overloaded")
      }
      assert.strictEqual(model.asked, 2)
      assert.deepStrictEqual(yield* missing, ["authors"])

      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(yield* missing, [])
      yield* grown
      assert.strictEqual(model.asked, 3)
    }).pipe(Effect.provide(layer))
  )

  const picky = failing("credentials_refused")
  it.effect("is not one that refuses a learner's key", () =>
    Effect.gen(function* () {
      for (const _ of [1, 2, 3, 4]) yield* grown
      assert.strictEqual(picky.model.asked, 4)
      assert.deepStrictEqual(yield* missing, [])
    }).pipe(Effect.provide(picky.layer))
  )
})
