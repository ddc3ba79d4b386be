/**
 * A setting that would look for the study where it is not kept is refused, instead of showing a learner nothing.
 */
import { rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { Answer, GoalTitle, Question } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { open, Plan } from "loopi"
import { temporaryDirectory } from "./child.ts"
import { fromTemplate } from "./template.ts"

/** Opens a Loopi that keeps its study so, and has one card studied. */
const studied = (directory: string, study: Plan.StudyKeeper) =>
  Effect.acquireUseRelease(
    Effect.promise(() => open({ plan: { ...Plan.embedded({ directory }), study } })),
    ({ flashcards, goals, learner }) =>
      Effect.promise(() =>
        goals.create(learner, { title: GoalTitle.make("Sail") }).then((goal) =>
          flashcards.add(learner, {
            goalId: goal.id,
            question: Question.make("Which side is leeward?"),
            answer: Answer.make("Away from the wind")
          })
        )
      ),
    ({ close }) => Effect.promise(close)
  )

const refusalOf = (directory: string, study: Plan.StudyKeeper) =>
  Effect.promise(() =>
    open({ plan: { ...Plan.embedded({ directory }), study } }).then(
      ({ close }) => close().then(() => "opened"),
      (error: unknown) => error
    )
  )

describe("where the study is kept", () => {
  it.effect("is the directory it was left in, not another one", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      yield* fromTemplate(directory)
      yield* studied(directory, "lancedb")
      yield* Effect.promise(() => rename(join(directory, "lancedb"), join(directory, "elsewhere")))
      const refusal = yield* refusalOf(directory, "lancedb")
      assert.deepInclude(refusal, { _tag: "CompositionRefused", reason: "study_not_there" })
      yield* Effect.promise(() => rm(join(directory, "lancedb"), { recursive: true, force: true }))
      yield* Effect.promise(() => rename(join(directory, "elsewhere"), join(directory, "lancedb")))
      yield* studied(directory, "lancedb")
      yield* Effect.promise(() => rm(join(directory, "lancedb", "study", "journal"), { recursive: true }))
      assert.deepInclude(yield* refusalOf(directory, "lancedb"), { _tag: "StudyJournalDamaged", reason: "missing" })
    })
  )

  for (const [kept, asked] of [
    ["postgres", "lancedb"],
    ["lancedb", "postgres"]
  ] as const) {
    it.effect(`stays ${kept} once something was studied`, () =>
      Effect.gen(function* () {
        const directory = yield* temporaryDirectory
        yield* fromTemplate(directory)
        yield* studied(directory, kept)
        const refusal = yield* refusalOf(directory, asked)
        assert.deepInclude(refusal, { _tag: "CompositionRefused", reason: "study_kept_elsewhere", setting: kept })
        yield* studied(directory, kept)
      })
    )
  }
})
