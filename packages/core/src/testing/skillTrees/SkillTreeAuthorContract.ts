/**
 * What every `SkillTreeAuthor` must do, whatever it is made of.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Effect, type Layer, Result, Schema, Stream } from "effect"
import type { Goal } from "../../domain/goals/Goal.ts"
import { SkillNode, SkillTitle } from "../../domain/skillTrees/SkillTree.ts"
import { place, type ProposedSkill } from "../../domain/skillTrees/SkillTreeProposal.ts"
import { quoteOf, type SourceDocument } from "../../domain/notes/Source.ts"
import { SkillTreeAuthor } from "../../ports/skillTrees/SkillTreeAuthor.ts"
import { anyGoal, gardening, hostileNotes, noteFor, sailing } from "../notes/notes.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<SkillTreeAuthor, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`SkillTreeAuthor (${adapter})`, (it) => {
    proposes(it)
    survives(it)
  })

const proposes = (it: Vitest.MethodsNonLive<SkillTreeAuthor>): void => {
  it.effect("breaks a goal into skills that can be kept", () =>
    Effect.gen(function* () {
      const goal = yield* anyGoal("Keep a garden")
      const documents = [yield* noteFor(goal, "garden.md", gardening)]
      const skills = yield* proposed(goal, documents)
      yield* assertKeepable(skills, documents)
      assert.isAtLeast(all(skills).length, 2)
    })
  )

  it.effect("takes every note of the goal into account", () =>
    Effect.gen(function* () {
      const goal = yield* anyGoal("Enjoy the outdoors")
      const documents = [yield* noteFor(goal, "garden.md", gardening), yield* noteFor(goal, "boat.md", sailing)]
      const skills = yield* proposed(goal, documents)
      yield* assertKeepable(skills, documents)
      const named = new Set(all(skills).flatMap(({ source }) => source?.documentId ?? []))
      assert.deepStrictEqual([...named].sort(), documents.map(({ id }) => id).sort())
    })
  )

  it.effect("says so for good when a bare title is not enough to work from", () =>
    Effect.gen(function* () {
      const proposal = yield* Effect.result(proposed(yield* anyGoal("Keep a garden"), []))
      if (Result.isSuccess(proposal)) return yield* assertKeepable(proposal.success, [])
      assert.deepInclude(proposal.failure, { reason: "nothing_to_read", retryable: false })
    })
  )
}

const survives = (it: Vitest.MethodsNonLive<SkillTreeAuthor>): void => {
  for (const [what, text] of hostileNotes) {
    it.effect(`proposes what can be kept, or fails in words, on ${what}`, () =>
      Effect.gen(function* () {
        const goal = yield* anyGoal("Read anything")
        const documents = [yield* noteFor(goal, "hostile.md", text)]
        const proposal = yield* Effect.result(proposed(goal, documents))
        if (Result.isSuccess(proposal)) yield* assertKeepable(proposal.success, documents)
        else assert.strictEqual(proposal.failure._tag, "AuthorFailed")
      })
    )
  }
}

const proposed = Effect.fnUntraced(function* (goal: Goal, documents: ReadonlyArray<SourceDocument>) {
  const author = yield* SkillTreeAuthor
  return yield* Stream.runCollect(author.propose({ goal, documents, present: [], runId: null }))
})

const all = (skills: ReadonlyArray<ProposedSkill>): ReadonlyArray<ProposedSkill> =>
  skills.flatMap((skill) => [skill, ...all(skill.children)])

/** Passes every check that comes before keeping a tree, and points only into notes that were given. */
const assertKeepable = Effect.fnUntraced(function* (
  skills: ReadonlyArray<ProposedSkill>,
  documents: ReadonlyArray<SourceDocument>
) {
  yield* Effect.fromResult(place(skills))
  for (const { description, source, title } of all(skills)) {
    yield* Schema.decodeEffect(SkillTitle)(title)
    yield* Schema.decodeEffect(SkillNode.fields.description)(description)
    if (source === null) continue
    const document = documents.find(({ id }) => id === source.documentId)
    assert.isDefined(document, `"${title}" comes from a note that was not given`)
    assert.isTrue(0 <= source.start && source.start < source.end && source.end <= (document?.text.length ?? 0), title)
    assert.notStrictEqual(document && quoteOf(document, source).trim(), "", title)
  }
})
