/**
 * After some weeks of study the program tells which cards do worse than they should.
 */
import {
  Flashcards,
  Generation,
  Goals,
  GoalTitle,
  type GroupHealth,
  HealthReport,
  Notes,
  SkillTrees,
  StudyDay,
  studyDayOf
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner, Plan } from "loopi"
import { simulate } from "../../src/demo/Simulation.ts"
import { renderHealth } from "../../src/render/health.ts"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"
import { runHere } from "../runHere.ts"

const days = 30

/** Six weeks of a learner whose recall is as predicted. */
const studied = Effect.gen(function* () {
  const user = yield* ensureEmbeddedLearner
  const { id } = yield* (yield* Goals).create(user.id, { title: GoalTitle.make("Learn to sail") })
  yield* (yield* Notes).add(user.id, id, { name: "sailing.md", text: sailing })
  yield* (yield* SkillTrees).grow(user.id, id)
  yield* (yield* Generation).generate(user.id, { goalId: id })
  yield* (yield* Flashcards).approveAll(user.id, id)
  const first = StudyDay.make(studyDayOf(yield* DateTime.now, user) - days)
  yield* simulate(user, id, first, days, () => Effect.void)
})

it.layer(Desk.layer, { timeout: "120 seconds", excludeTestServices: true })("loopi health", (it) => {
  it.effect(
    "compares what was recalled with what was predicted, by who wrote the cards",
    () =>
      Effect.gen(function* () {
        const { data, read } = yield* Desk
        yield* studied.pipe(Effect.provide(Composition.layer(Plan.embedded({ directory: data }))))
        const { all, authors } = yield* read(HealthReport, "health")
        const { stdout } = yield* runHere(["health", "--data", data])

        assert.isAbove(all.reviews, 0)
        assert.strictEqual(
          authors.reduce((sum, { reviews }) => sum + reviews, 0),
          all.reviews
        )
        assert.match(stdout, /^All \d+ cards?, \d+ reviews?: recalled \d+ %, \d+ % predicted \([−+]\d+; between /)
        assert.match(stdout, /\nBy author\n {2}\S.* +\d+ {2}recalled /)
      }),
    300_000
  )
})

const gap = { reviews: 12, observed: 0.25, predicted: 0.9, gap: -0.65, low: -0.85, high: -0.33 }
const group = (name: string | null): GroupHealth => ({ name, cards: 1, ...gap })

it.effect("a card that is forgotten more often than predicted is named with its numbers, and what to do", () =>
  Effect.gen(function* () {
    const card = yield* Effect.flatMap(fixtures.makeGoal(embeddedLearnerId), fixtures.makeCard)
    const lines = renderHealth({
      all: group(null),
      toRewrite: [{ card, ...gap }],
      authors: [group("model")],
      models: [group("some-model"), group(null)],
      promptVersions: [group(null)],
      sources: []
    }).join("\n")
    assert.include(lines, `Forgotten more often than predicted: 1 card\n  ${card.id.slice(-8)}  ${card.question}`)
    assert.include(lines, "12 reviews: recalled 25 %, 90 % predicted (−65; between −85 and −33)")
    assert.match(lines, /By author\n {2}model +1 [^]*By model\n {2}some-model +1 .*\n {2}none +1 /)
    assert.notInclude(lines, "By version of the prompt")
    assert.match(lines, /loopi cards rewrite CARD$/)
  })
)
