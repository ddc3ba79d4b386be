/**
 * The checker finds nothing wrong with histories that are true, and each lie in one that is not.
 */
import { Answer, Flashcards, GoalTitle, Goals, Question, StudyCalendar, UseCases, UserId, Users } from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { TestFlows } from "@loopi/core/testing"
import { Offline } from "@loopi/ai"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Random, Schema } from "effect"
import { check } from "./checker/check.ts"
import { lineOf } from "./checker/Finding.ts"
import { ofAttempts } from "./checker/mutations/ofAttempts.ts"
import { ofReads } from "./checker/mutations/ofReads.ts"
import { ofReviews } from "./checker/mutations/ofReviews.ts"
import { studyDirectly } from "./clients/studyDirectly.ts"
import { makeWitness } from "./clients/Witness.ts"
import { readKept } from "./readKept.ts"

const learner = UserId.make("00000000-0000-7000-8000-000000000001")
const calendar = Schema.decodeSync(StudyCalendar)({ timeZone: "Europe/Lisbon", rolloverHour: 4 })

const inMemory = UseCases.layer.pipe(
  Layer.provide(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
  Layer.provideMerge(MemoryStores.layer),
  Layer.provide(MemoryEmbeddingIndex.layer),
  Layer.provide(Offline.layer)
)

/** What eight clients are told who rate forty cards at once, and what is kept of it. */
const history = (seed: string, ratings: number) =>
  Effect.gen(function* () {
    yield* (yield* Users).ensure(learner, "You", calendar)
    const { id: goalId } = yield* (yield* Goals).create(learner, { title: GoalTitle.make("Squares") })
    const cards = yield* Effect.forEach(Array(40).keys(), (i) => {
      const sides = { question: Question.make(`What is ${i} times ${i}?`), answer: Answer.make(`It is ${i * i}.`) }
      return Flashcards.use((flashcards) => flashcards.add(learner, { goalId, ...sides }))
    })
    const { attempts, next } = makeWitness(cards.map(({ id }) => id))
    yield* Effect.forEach(Array(ratings).keys(), () => next(studyDirectly(learner)), { concurrency: 8, discard: true })
    return { attempts, kept: yield* readKept(learner) }
  }).pipe(Random.withSeed(seed), Effect.provide(Layer.fresh(inMemory)))

/** Made once: a mutation changes a copy of it. */
const trueHistory = Effect.runSync(Effect.cached(history("a lie", 300)))

describe("the checker of histories", () => {
  it.live.each(["one", "two", "three", "four", "a lie"])("finds nothing wrong with a true history (%s)", (seed) =>
    Effect.gen(function* () {
      const { attempts, kept } = yield* history(seed, 600)
      const tags = new Set(attempts.map(({ outcome }) => outcome.tag))
      assert.sameMembers([...tags], ["acknowledged", "conflict", "refused", "unknown"])
      assert.isAbove(kept.reviews.length, 300)
      assert.deepStrictEqual(check({ attempts, kept }).map(lineOf), [])
    })
  )

  it.live.each([...ofReviews, ...ofAttempts, ...ofReads])("finds it out when $name", ({ kind, mutate }) =>
    Effect.gen(function* () {
      const kinds = check(mutate(yield* trueHistory)).map((finding) => finding.kind)
      assert.include(kinds, kind)
    })
  )
})
