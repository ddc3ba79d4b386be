/**
 * Who leaves is gone from every file of the directory that is ours to write, wherever the study is kept.
 */
import { Flashcards, Privacy, Projector, Study, type UserId } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Plan } from "loopi"
import { temporaryDirectory } from "../child.ts"
import { fromTemplate } from "../template.ts"
import { archived, filesWith, findings, keptOf, newStudent, opened } from "./world.ts"

const newPlan = (study: Plan.StudyKeeper) =>
  Effect.map(Effect.tap(temporaryDirectory, fromTemplate), (directory) => ({ ...Plan.embedded({ directory }), study }))

describe.each(["postgres", "lancedb"] as const)("where %s keeps the study", (study) => {
  it.live(
    "whoever leaves in the midst of it all is gone from vectors, archive and journal, and nobody else is",
    () =>
      Effect.gen(function* () {
        const plan = yield* newPlan(study)
        yield* Effect.gen(function* () {
          const [leaving, staying] = [yield* newStudent("dodo"), yield* newStudent("robin")]
          yield* archived(plan.lancedb, leaving)
          const before = yield* keptOf(staying)
          // Ratings, vectors and the drain go on while the rows go.
          const [{ code }] = yield* Effect.all([(yield* Privacy).erase(leaving), busy(leaving), busy(leaving)], {
            concurrency: "unbounded"
          })
          yield* (yield* Privacy).goOn
          const receipt = yield* (yield* Privacy).receipt(code)
          assert.strictEqual(receipt.status, "finished")
          assert.deepStrictEqual(filesWith(plan.lancedb, leaving), [])
          assert.deepStrictEqual(yield* keptOf(staying), before)
          assert.deepStrictEqual(yield* findings, [])
        }).pipe(Effect.provide(opened(plan)))
        // Closed and opened again, nothing comes back.
        yield* Effect.asVoid(findings).pipe(Effect.provide(opened(plan)))
      }),
    60_000
  )
})

/** Whatever of it is refused in the end. */
const busy = Effect.fnUntraced(function* (userId: UserId) {
  const [cards, study, projector] = [yield* Flashcards, yield* Study, yield* Projector]
  for (let i = 0; i < 5; i++) {
    yield* Effect.exit(
      Effect.gen(function* () {
        const [card] = yield* cards.list(userId, { limit: 1 })
        if (card !== undefined) yield* study.rate(userId, { cardId: card.id, rating: 3, version: 2 + i })
      })
    )
    yield* projector.catchUp
  }
})
