import { assert, describe, it } from "@effect/vitest"
import { GoalId, GoalNotFound, maxSourceLength, NoteRefused, Notes, type NoteRefusal } from "@loopi/core"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { uuid } from "../../fixtures/schedules.ts"
import { newGoal, newLearner, slow, world } from "../world.ts"

describe("Notes", () => {
  it.effect("keeps a note to the letter: spans into it must stay true", () =>
    Effect.gen(function* () {
      const notes = yield* Notes
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const text = "\uFEFF  # Poets\r\n\r\n\tSaudade 🇵🇹 is a longing.  \r\n\r\n"
      yield* notes.add(learner, goal.id, { name: "  poets.md ", text })
      const kept = yield* notes.list(learner, goal.id)
      assert.deepStrictEqual(
        kept.map(({ name, text }) => ({ name, text })),
        [{ name: "poets.md", text }]
      )
    }).pipe(Effect.provide(world()))
  )

  it.effect("keeps the same text once, whatever it is called", () =>
    Effect.gen(function* () {
      const notes = yield* Notes
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const first = yield* notes.add(learner, goal.id, { name: "a", text: "Poets" })
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* notes.add(learner, goal.id, { name: "b", text: "Poets" }), first)
      const other = yield* notes.add(learner, goal.id, { name: "b", text: "Poets." })
      assert.deepStrictEqual(yield* notes.list(learner, goal.id), [first, other])
    }).pipe(Effect.provide(world()))
  )

  it.effect("keeps the same text once when it comes ten times at once", () =>
    Effect.gen(function* () {
      const notes = yield* Notes
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      const once = notes.add(learner, goal.id, { name: "a", text: "Poets" })
      yield* Effect.all(
        Array.from({ length: 10 }, () => once),
        { concurrency: "unbounded" }
      )
      assert.strictEqual((yield* notes.list(learner, goal.id)).length, 1)
    }).pipe(Effect.provide(world(slow)))
  )

  const names = [
    ["", "notes"],
    ["  \n", "notes"],
    ["a\u0000b\uD800", "ab"],
    [`${"n".repeat(199)}👍`, "n".repeat(199)]
  ] as const

  for (const [given, kept] of names) {
    it.effect(`finds a name that can be kept for a note called ${JSON.stringify(given.slice(0, 5))}`, () =>
      Effect.gen(function* () {
        const notes = yield* Notes
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        assert.strictEqual((yield* notes.add(learner, goal.id, { name: given, text: "Poets" })).name, kept)
      }).pipe(Effect.provide(world()))
    )
  }

  const refused: ReadonlyArray<readonly [text: string, reason: NoteRefusal]> = [
    [" \r\n\t", "empty"],
    ["PNG\u0000\u0001", "binary"],
    ["half a letter \uD83D", "binary"],
    ["x".repeat(maxSourceLength + 1), "too_long"]
  ]

  for (const [text, reason] of refused) {
    it.effect(`refuses ${JSON.stringify(text.slice(0, 16))} as ${reason}`, () =>
      Effect.gen(function* () {
        const notes = yield* Notes
        const learner = yield* newLearner
        const goal = yield* newGoal(learner)
        const error = yield* Effect.flip(notes.add(learner, goal.id, { name: "it", text }))
        assert.deepStrictEqual(error, NoteRefused.make({ reason, name: "it" }))
        assert.deepStrictEqual(yield* notes.list(learner, goal.id), [])
      }).pipe(Effect.provide(world()))
    )
  }

  it.effect("takes notes only for a goal the learner has, and shows them to nobody else", () =>
    Effect.gen(function* () {
      const notes = yield* Notes
      const learner = yield* newLearner
      const goal = yield* newGoal(learner)
      yield* notes.add(learner, goal.id, { name: "a", text: "Poets" })
      const stranger = yield* newLearner
      const missing = GoalNotFound.make({ id: goal.id })
      assert.deepStrictEqual(yield* Effect.flip(notes.list(stranger, goal.id)), missing)
      assert.deepStrictEqual(yield* Effect.flip(notes.add(stranger, goal.id, { name: "b", text: "Mine" })), missing)
      const nowhere = GoalId.make(uuid(5))
      assert.strictEqual((yield* Effect.flip(notes.list(learner, nowhere)))._tag, "GoalNotFound")
    }).pipe(Effect.provide(world()))
  )
})
