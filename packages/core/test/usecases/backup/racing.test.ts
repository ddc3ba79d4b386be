/**
 * A backup taken while its learner goes on agrees with itself: what comes between is in it as a whole or not at all.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Backup,
  Doctor,
  FlashcardStore,
  GoalStore,
  ReviewLog,
  Schedules,
  type StoreUnavailable,
  type UserId
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { fixtures } from "@loopi/core/testing"
import { Context, Effect, Layer, Stream } from "effect"
import { ward } from "../doctor/ward.ts"
import { newLibrary } from "./library.ts"

/** What the learner does each time cards or schedules are about to be read. */
type Doing = (
  userId: UserId
) => Effect.Effect<void, StoreUnavailable, FlashcardStore | Schedules | ReviewLog | GoalStore>

const racing = (doing: Doing) => {
  const stores = Layer.fresh(MemoryStores.layer)
  const busy = Layer.effectContext(
    Effect.gen(function* () {
      const context = yield* Effect.context<FlashcardStore | Schedules | ReviewLog | GoalStore>()
      const cards = yield* FlashcardStore
      const schedules = yield* Schedules
      const first = (userId: UserId) => Effect.provideContext(doing(userId), context)
      return Context.make(
        FlashcardStore,
        FlashcardStore.of({
          ...cards,
          list: (userId, query) => Effect.andThen(first(userId), cards.list(userId, query))
        })
      ).pipe(
        Context.add(
          Schedules,
          Schedules.of({
            ...schedules,
            ofGoals: (userId, ids) => Effect.andThen(first(userId), schedules.ofGoals(userId, ids))
          })
        )
      )
    })
  )
  return Backup.layer.pipe(Layer.provide(busy), Layer.provideMerge(stores))
}

const studiedOf = Effect.fnUntraced(function* (userId: UserId) {
  const goals = yield* (yield* GoalStore).list(userId)
  return yield* (yield* Schedules).ofGoals(
    userId,
    goals.map(({ id }) => id)
  )
})

const doings: ReadonlyArray<readonly [name: string, Doing]> = [
  [
    "rates all cards",
    Effect.fnUntraced(function* (userId) {
      const schedules = yield* Schedules
      const log = yield* ReviewLog
      for (const schedule of yield* studiedOf(userId)) {
        const history = yield* log.ofCard(userId, schedule.cardId)
        const { after, review } = yield* fixtures.makeReview(schedule, 3, 20, history)
        yield* Effect.orDie(schedules.record(after, review))
      }
    })
  ],
  [
    "takes ratings back",
    Effect.fnUntraced(function* (userId) {
      const schedules = yield* Schedules
      const log = yield* ReviewLog
      for (const schedule of yield* studiedOf(userId)) {
        const history = yield* log.ofCard(userId, schedule.cardId)
        if (schedule.reps === 0) continue
        const { after, review } = yield* fixtures.makeReview(schedule, null, 20, history)
        yield* Effect.orDie(schedules.record(after, review))
      }
    })
  ],
  [
    "adds cards and studies them",
    Effect.fnUntraced(function* (userId) {
      const [goal] = yield* (yield* GoalStore).list(userId)
      if (goal !== undefined) yield* fixtures.study(yield* fixtures.newStudied(goal), [3, 4])
    })
  ],
  [
    "discards a card",
    Effect.fnUntraced(function* (userId) {
      const [schedule] = yield* studiedOf(userId)
      if (schedule === undefined) return
      yield* (yield* Schedules).remove(userId, [schedule.cardId])
      yield* (yield* FlashcardStore).remove(userId, [schedule.cardId])
    })
  ]
]

describe("a backup taken while its learner", () => {
  for (const [name, doing] of doings) {
    it.effect(`${name} is restored to a library the doctor finds healthy`, () =>
      Effect.gen(function* () {
        const lines = yield* Effect.gen(function* () {
          yield* newLibrary()
          const lines = yield* Backup.use((backup) => Stream.runCollect(backup.lines("1.2.3")))
          const { content } = yield* Backup.use((backup) => backup.summary)
          assert.notInclude(lines.at(-1), content)
          return lines
        }).pipe(Effect.provide(racing(doing)))
        yield* Effect.gen(function* () {
          yield* (yield* Backup).restore(Stream.fromIterable(lines))
          const steps = yield* Stream.runCollect((yield* Doctor).check)
          assert.deepStrictEqual(
            steps.flatMap((step) => step.findings),
            []
          )
        }).pipe(Effect.provide(Backup.layer.pipe(Layer.provideMerge(Layer.fresh(ward)))))
      })
    )
  }
})
