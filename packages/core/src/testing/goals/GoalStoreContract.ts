/**
 * What every `GoalStore` must do, whatever it is made of.
 */
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer } from "effect"
import { Goal, GoalDescription, GoalLimitReached, GoalNotFound, GoalTitle } from "../../domain/goals/Goal.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { UserStore } from "../../ports/users/UserStore.ts"
import { january, limits, makeGoal, newGoal, newLearner } from "../fixtures.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<GoalStore | UserStore, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`a GoalStore (${adapter})`, (it) => {
    it.effect("gives back the goal it was given, to the letter and the millisecond", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const learner = yield* newLearner
        const goal = yield* newGoal(learner, {
          title: GoalTitle.make(`It's "quoted" \\ \u{1F989} العربية; DROP TABLE goals; --`),
          description: GoalDescription.make("two\nlines\ttabbed"),
          createdAt: DateTime.makeUnsafe("2026-03-29T01:30:00.123Z"),
          updatedAt: DateTime.makeUnsafe("2026-03-29T01:30:00.987Z")
        })
        assert.deepStrictEqual(yield* goals.get(learner, goal.id), goal)
      })
    )

    it.effect("hides a goal from everyone but its owner", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const goal = yield* newGoal(yield* newLearner)
        const other = yield* newLearner
        assert.deepStrictEqual(yield* Effect.flip(goals.get(other, goal.id)), GoalNotFound.make({ id: goal.id }))
        const stolen = Goal.make({ ...goal, userId: other, title: GoalTitle.make("Mine now") })
        assert.deepStrictEqual(
          yield* Effect.flip(goals.update(stolen, limits, goal.updatedAt)),
          GoalNotFound.make({ id: goal.id })
        )
        assert.deepStrictEqual(yield* goals.get(goal.userId, goal.id), goal)
        assert.deepStrictEqual(yield* goals.list(other), [])
      })
    )

    it.effect("lists goals oldest first, and those of one instant by id", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const learner = yield* newLearner
        const newer = yield* newGoal(learner, { createdAt: january(3) })
        const twin = yield* makeGoal(learner, { createdAt: january(2) })
        const older = yield* newGoal(learner, { createdAt: january(2) })
        yield* goals.insert(twin, limits)
        assert.deepStrictEqual(yield* goals.list(learner), [twin, older, newer])
      })
    )

    it.effect("replaces a goal, but not when it was made", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const goal = yield* newGoal(yield* newLearner)
        const changed = Goal.make({
          ...goal,
          title: GoalTitle.make("Recite it"),
          status: "paused",
          updatedAt: january(5)
        })
        yield* goals.update(Goal.make({ ...changed, createdAt: january(9) }), limits, goal.updatedAt)
        assert.deepStrictEqual(yield* goals.get(goal.userId, goal.id), changed)
      })
    )

    it.effect("does not update a goal that is not there", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const goal = yield* makeGoal(yield* newLearner)
        assert.deepStrictEqual(
          yield* Effect.flip(goals.update(goal, limits, goal.updatedAt)),
          GoalNotFound.make({ id: goal.id })
        )
      })
    )

    it.effect("changes a goal once for each time it was last changed at, however many writers there are", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const goal = yield* newGoal(yield* newLearner)
        const outcomes = yield* Effect.forEach(
          Array.from({ length: 10 }, (_, i) => Goal.make({ ...goal, updatedAt: january(10 + i) })),
          (changed) =>
            Effect.match(goals.update(changed, limits, goal.updatedAt), { onSuccess: () => changed, onFailure: told }),
          { concurrency: "unbounded" }
        )
        const [kept, ...others] = outcomes.filter((outcome) => outcome instanceof Goal)
        assert.deepStrictEqual(others, [])
        assert.deepStrictEqual(yield* goals.get(goal.userId, goal.id), kept)
        assert.lengthOf(
          outcomes.filter((outcome) => outcome === "GoalConflict"),
          9
        )
      })
    )

    it.effect("keeps within the limit under twenty writers at once, counting paused goals as active", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const learner = yield* newLearner
        yield* newGoal(learner, { status: "paused" })
        const made = yield* Effect.forEach(Array.from({ length: 20 }), () => makeGoal(learner))
        const refusals = yield* Effect.forEach(
          made,
          (goal) =>
            goals.insert(goal, { active: 6, archived: 6 }).pipe(
              Effect.as(null),
              Effect.catchTag("GoalLimitReached", (refusal) => Effect.succeed(refusal))
            ),
          { concurrency: "unbounded" }
        )
        const told = refusals.filter((refusal) => refusal !== null)
        assert.deepStrictEqual(
          told,
          Array.from({ length: 15 }, () => GoalLimitReached.make({ kind: "active", limit: 6 }))
        )
        assert.lengthOf(yield* goals.list(learner), 6)
      })
    )

    it.effect("keeps archived goals within their own limit", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const learner = yield* newLearner
        const first = yield* newGoal(learner)
        const second = yield* newGoal(learner)
        const tight = { active: 1, archived: 1 }
        yield* goals.update(Goal.make({ ...first, status: "archived" }), tight, first.updatedAt)
        const archived = Goal.make({ ...second, status: "archived" })
        const refusal = yield* Effect.flip(goals.update(archived, tight, second.updatedAt))
        assert.deepStrictEqual(refusal, GoalLimitReached.make({ kind: "archived", limit: 1 }))
        const back = yield* Effect.flip(goals.update(first, tight, first.updatedAt))
        assert.deepStrictEqual(back, GoalLimitReached.make({ kind: "active", limit: 1 }))
      })
    )

    it.effect("lets a learner who has too many goals already rename one of them", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const learner = yield* newLearner
        yield* newGoal(learner)
        const goal = yield* newGoal(learner)
        const renamed = Goal.make({ ...goal, title: GoalTitle.make("Renamed") })
        yield* goals.update(renamed, { active: 1, archived: 1 }, goal.updatedAt)
        assert.deepStrictEqual(yield* goals.get(learner, goal.id), renamed)
      })
    )
  })

const told = ({ _tag }: { readonly _tag: string }) => _tag
