/**
 * The Promise face: everything works without a word of Effect, and refusals reject as what they are.
 */
import { FlashcardId, GoalLimitReached, GoalTitle, ScheduleNotFound } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Predicate, Stream } from "effect"
import { type Loopi, open } from "loopi"
import { temporaryDirectory } from "./child.ts"
import { fromTemplate } from "./template.ts"

const note = {
  name: "sailing.md",
  text: "# Sailing\n\n## Sides\n\n**Windward**: the side that the wind comes from.\n**Leeward**: the side away from the wind.\n"
}

const opened = (options?: Parameters<typeof open>[0]) =>
  Effect.acquireRelease(
    Effect.promise(() => open(options)),
    ({ close }) => Effect.promise(close)
  )

/** What a promise rejects with. */
const rejection = (promise: () => Promise<unknown>) =>
  Effect.promise(() =>
    promise().then(
      () => "nothing",
      (error: unknown) => error
    )
  )

/** From a note to a first rating. */
const learn = ({ flashcards, generation, goals, learner, notes, skillTrees, study }: Loopi) =>
  Effect.promise(() =>
    goals.create(learner, { title: GoalTitle.make("Sail") }).then((goal) =>
      notes
        .add(learner, goal.id, note)
        .then(() => skillTrees.grow(learner, goal.id))
        .then(() => generation.generate(learner, { goalId: goal.id }))
        .then(() => flashcards.approveAll(learner, goal.id))
        .then(() => study.due(learner, { goalId: goal.id }))
        .then(({ cards: [first] }) =>
          first === undefined
            ? undefined
            : study.rate(learner, { cardId: first.card.id, version: first.schedule.version, rating: 3 })
        )
    )
  )

it.effect("takes a note to a first rating in memory", () =>
  Effect.gen(function* () {
    const rated = yield* learn(yield* opened())
    assert.strictEqual(rated?.schedule.version, 1)
    assert.strictEqual(rated?.previews.length, 4)
  }).pipe(Effect.scoped)
)

it.effect("lets a run be watched with for await, and says what became of it", () =>
  Effect.gen(function* () {
    const { goals, learner, notes, runs, skillTrees } = yield* opened()
    const goal = yield* Effect.promise(() => goals.create(learner, { title: GoalTitle.make("Sail") }))
    yield* Effect.promise(() => notes.add(learner, goal.id, note))
    yield* Effect.promise(() => skillTrees.grow(learner, goal.id))
    const run = yield* Effect.promise(() => runs.startGeneration(learner, { goalId: goal.id }))
    const told = yield* Stream.runCollect(Stream.fromAsyncIterable(runs.watch(learner, run.id), String))
    assert.deepStrictEqual(
      told.map(({ seq }) => seq),
      told.map((_, i) => i + 1)
    )
    assert.strictEqual(told.at(-1)?.kind, "succeeded")
    assert.strictEqual((yield* Effect.promise(() => runs.get(learner, run.id))).status, "succeeded")
  }).pipe(Effect.scoped)
)

it.effect("tells of progress by a plain function", () =>
  Effect.gen(function* () {
    const { generation, goals, learner, notes, skillTrees } = yield* opened()
    const told: Array<number> = []
    yield* Effect.promise(() =>
      goals.create(learner, { title: GoalTitle.make("Sail") }).then((goal) =>
        notes
          .add(learner, goal.id, note)
          .then(() => skillTrees.grow(learner, goal.id))
          .then(() => generation.generate(learner, { goalId: goal.id }, ({ nodesDone }) => told.push(nodesDone)))
      )
    )
    assert.deepStrictEqual(told, [1])
  }).pipe(Effect.scoped)
)

it.effect("keeps everything in a directory", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    const rated = yield* Effect.scoped(Effect.flatMap(opened({ directory }), learn))
    const { learner, progress, study } = yield* opened({ directory })

    const [latest] = yield* Effect.promise(() => progress.reviews(learner, { limit: 1 }))
    assert.strictEqual(latest?.cardId, rated?.schedule.cardId)
    assert.strictEqual((yield* Effect.promise(() => study.due(learner))).cards.length, 1)
  }).pipe(Effect.scoped)
)

it.effect("rejects with the refusals that the use cases name", () =>
  Effect.gen(function* () {
    const { goals, learner, study } = yield* opened()
    const nobody = FlashcardId.make("00000000-0000-7000-8000-00000000dead")
    assert.deepStrictEqual(
      yield* rejection(() => study.rate(learner, { cardId: nobody, version: 0, rating: 1 })),
      ScheduleNotFound.make({ cardId: nobody })
    )
    const title = GoalTitle.make("One of many")
    for (let i = 0; i < 6; i++) yield* Effect.promise(() => goals.create(learner, { title }))
    assert.deepStrictEqual(
      yield* rejection(() => goals.create(learner, { title })),
      GoalLimitReached.make({ kind: "active", limit: 6 })
    )
  }).pipe(Effect.scoped)
)

it.effect("rejects a directory that another one has open", () =>
  Effect.gen(function* () {
    const directory = yield* temporaryDirectory
    yield* fromTemplate(directory)
    yield* opened({ directory })
    const error = yield* rejection(() => open({ directory }))
    assert.isTrue(Predicate.isTagged(error, "DirectoryLocked"))
    assert.isTrue(Predicate.hasProperty(error, "pid") && error.pid === process.pid)
  }).pipe(Effect.scoped)
)
