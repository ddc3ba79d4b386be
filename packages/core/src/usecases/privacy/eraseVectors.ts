/**
 * Removes vectors of learners, once nobody works on any: who had taken a text before it was removed has put its vector by
 * then, and nobody takes it again.
 */
import { Effect } from "effect"
import type { UserId } from "../../domain/users/User.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import type { Eraser } from "../../ports/privacy/Erasers.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { kinds } from "../doctor/vectorFlaws.ts"

export const eraseVectors = Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  const work = yield* VectorWork

  const count = (userId: UserId) =>
    Effect.map(
      Effect.forEach(kinds, (kind) => index.entries(userId, kind)),
      (entries) => entries.flat().length
    )

  return {
    place: "vectors",
    count,
    erase: Effect.fn("Privacy.eraseVectors")(function* (userIds: ReadonlyArray<UserId>) {
      yield* work.still(Effect.forEach(userIds, index.erase, { discard: true }))
      yield* index.sweep
    })
  } satisfies Eraser
})
