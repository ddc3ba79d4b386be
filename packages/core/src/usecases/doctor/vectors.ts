/**
 * Looks at vectors: each belongs to a goal or card as it is now (I5), none is missing (I6), each is sound (I7).
 */
import { Effect, Stream } from "effect"
import type { Finding } from "../../domain/upkeep/Finding.ts"
import type { UserId } from "../../domain/users/User.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import type { Inspected, Inspection } from "../../ports/upkeep/Inspections.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { Embeddings } from "../vectors/Embeddings.ts"
import { meaningsOf } from "./meanings.ts"
import { flawsIn, type KeptVectors, kinds, type VectorFlaws } from "./vectorFlaws.ts"

export const vectors = Effect.gen(function* () {
  const users = yield* UserStore
  const index = yield* EmbeddingIndex
  const work = yield* VectorWork
  const embeddings = yield* Embeddings
  const meanings = yield* meaningsOf
  const known = embeddings.spaces.map(({ space }) => space)

  /** The vectors are read first: what is written meanwhile has its vector, or a task that waits. */
  const look = Effect.fnUntraced(function* (userId: UserId) {
    const entries = (yield* Effect.forEach(kinds, (kind) => index.entries(userId, kind))).flat()
    const flawed = yield* index.flawed(userId)
    const { space } = yield* embeddings.searched(userId)
    const live = yield* meanings(userId)
    const waiting = yield* work.waiting(userId)
    return { userId, entries, flawed, live, known, searched: space, waiting } satisfies KeptVectors
  })

  /** What looks wrong may only have been under way: what is wrong still looks so when it is looked at again. */
  const confirmed = Effect.fnUntraced(function* (userId: UserId) {
    const kept = yield* look(userId)
    const flaws = flawsIn(kept)
    return { kept, flaws: flaws.findings.length === 0 ? flaws : flawsIn(yield* look(userId), flaws) }
  })

  const ofLearner = Effect.fnUntraced(function* (userId: UserId) {
    const { flaws, kept } = yield* confirmed(userId)
    const of = (invariant: "I5" | "I6" | "I7", checked: number): Inspected => ({
      invariant,
      checked,
      findings: flaws.findings.filter((finding) => finding.invariant === invariant)
    })
    return [of("I5", kept.entries.length), of("I6", kept.live.size), of("I7", kept.entries.length)]
  })

  const mend = Effect.fnUntraced(function* (userId: UserId, { broken, orphans, stale, strange }: VectorFlaws) {
    yield* Effect.forEach(strange, (space) => index.drop(userId, space), { discard: true })
    for (const kind of kinds) {
      const idsOf = (some: VectorFlaws["broken"]) => some.flatMap((one) => (one.kind === kind ? [one.id] : []))
      yield* index.remove(userId, kind, [...idsOf(orphans), ...idsOf(broken)])
      yield* work.enqueue(userId, kind, idsOf(stale))
    }
  })

  const repair = Effect.fn("Doctor.repairVectors")(function* (findings: ReadonlyArray<Finding>) {
    for (const userId of new Set(findings.flatMap(({ userId }) => userId ?? []))) {
      yield* mend(userId, flawsIn(yield* look(userId)))
    }
  })

  /** Everybody, and then those who only have vectors. */
  const everybody = Stream.concat(
    users.ids,
    Stream.filterEffect(index.learners, (id) =>
      users.get(id).pipe(
        Effect.as(false),
        Effect.catchTag("UserNotFound", () => Effect.succeed(true))
      )
    )
  )

  return {
    invariants: ["I5", "I6", "I7"],
    examine: Stream.mapEffect(everybody, ofLearner).pipe(Stream.flattenIterable),
    repair
  } satisfies Inspection
})
