/**
 * What the tests of a `VectorWork` take tasks with.
 */
import { assert } from "@effect/vitest"
import { type DateTime, Effect } from "effect"
import { SpaceId } from "../../domain/vectors/Embedding.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type VectorTask, type VectorTaskFailure, VectorWork } from "../../ports/vectors/VectorWork.ts"
import { january } from "../fixtures.ts"

export const space = SpaceId.make("test-1")
/** After every moment of these tests, whose clock stands still. */
const at = january(1)

export const waitingOf = Effect.fnUntraced(function* (learner: UserId) {
  return yield* (yield* VectorWork).waiting(learner)
})

export const idsOf = (tasks: ReadonlyArray<{ readonly id: string }>) => tasks.map(({ id }) => id)

/** Takes what is due for the learner, and gives back the tasks. */
export const taking = Effect.fnUntraced(function* (
  learner: UserId,
  work: (tasks: ReadonlyArray<VectorTask>) => Effect.Effect<ReadonlyArray<VectorTaskFailure>> = () =>
    Effect.succeed([]),
  over: { readonly limit?: number; readonly at?: DateTime.Utc; readonly spaces?: ReadonlyArray<SpaceId> } = {}
) {
  const taken: Array<VectorTask> = []
  const count = yield* (yield* VectorWork).take(
    { at, limit: 100, learners: [learner], spaces: [space], ...over },
    (tasks) =>
      Effect.andThen(
        Effect.sync(() => taken.push(...tasks)),
        work(tasks)
      )
  )
  assert.strictEqual(count, taken.length)
  return taken
})

export const all =
  (failure: string, dueAt: DateTime.Utc) =>
  (tasks: ReadonlyArray<VectorTask>): Effect.Effect<ReadonlyArray<VectorTaskFailure>> =>
    Effect.succeed(tasks.map((task) => ({ task, failure, dueAt })))
