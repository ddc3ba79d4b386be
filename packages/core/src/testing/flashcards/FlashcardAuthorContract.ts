/**
 * What every `FlashcardAuthor` must do, whatever it is made of.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Effect, type Layer, Result, Schema, Stream } from "effect"
import { Answer, Authorship, FlashcardKind, Question } from "../../domain/flashcards/Flashcard.ts"
import type { ProposedCard } from "../../domain/flashcards/FlashcardProposal.ts"
import { contentWordsOf, stem } from "../../domain/vectors/Lexical.ts"
import { SkillNode, SkillNodeId, SkillTitle } from "../../domain/skillTrees/SkillTree.ts"
import { quoteOf, type SourceDocument } from "../../domain/notes/Source.ts"
import { type Assignment, FlashcardAuthor } from "../../ports/flashcards/FlashcardAuthor.ts"
import { Ids } from "../../ports/Ids.ts"
import { anyGoal, gardening, hostileNotes, noteFor, sailing } from "../notes/notes.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<FlashcardAuthor, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`FlashcardAuthor (${adapter})`, (it) => {
    writes(it)
    keepsToTheCount(it)
    survives(it)
  })

const writes = (it: Vitest.MethodsNonLive<FlashcardAuthor>): void => {
  it.effect("writes cards that can be kept", () =>
    Effect.gen(function* () {
      const cards = yield* written(yield* assignmentOn(gardening))
      assert.isNotEmpty(cards)
      yield* Effect.forEach(cards, assertKeepable, { discard: true })
    })
  )

  it.effect("quotes the note: every span stands in the skill's own text and holds what the answer says", () =>
    Effect.gen(function* () {
      const assignment = yield* assignmentOn(gardening, "## Watering")
      const cards = yield* written(assignment)
      assert.isNotEmpty(cards)
      for (const card of cards) assertGrounded(card, assignment)
    })
  )

  it.effect("keeps two assignments apart that are written at once", () =>
    Effect.gen(function* () {
      const assignments = [yield* assignmentOn(gardening), yield* assignmentOn(sailing)]
      const cards = yield* Effect.forEach(assignments, written, { concurrency: "unbounded" })
      for (const [i, assignment] of assignments.entries()) {
        assert.isNotEmpty(cards[i])
        for (const card of cards[i] ?? []) assertGrounded(card, assignment)
      }
    })
  )

  it.effect("writes from the title alone, or says for good that it cannot", () =>
    Effect.gen(function* () {
      const assignment = yield* assignmentOn(gardening)
      const node = SkillNode.make({ ...assignment.node, source: null })
      const result = yield* Effect.result(written({ ...assignment, node, document: null }))
      if (Result.isFailure(result)) {
        return assert.deepInclude(result.failure, { reason: "nothing_to_read", retryable: false })
      }
      for (const card of result.success) assert.isNull(card.source)
    })
  )
}

const keepsToTheCount = (it: Vitest.MethodsNonLive<FlashcardAuthor>): void => {
  for (const count of [1, 2, 20]) {
    it.effect(`writes at most ${count} when asked for ${count}`, () =>
      Effect.gen(function* () {
        const cards = yield* written({ ...(yield* assignmentOn(gardening)), count })
        assert.isTrue(1 <= cards.length && cards.length <= count, `${cards.length}`)
      })
    )
  }

  it.effect("can be left after the first card", () =>
    Effect.gen(function* () {
      const author = yield* FlashcardAuthor
      const assignment = yield* assignmentOn(gardening)
      const facts = yield* author.plan(assignment)
      const first = yield* author.write(assignment, facts).pipe(Stream.take(1), Stream.runCollect)
      assert.strictEqual(first.length, 1)
    })
  )
}

const survives = (it: Vitest.MethodsNonLive<FlashcardAuthor>): void => {
  for (const [what, text] of hostileNotes) {
    it.effect(`writes what can be kept, or fails in words, on ${what}`, () =>
      Effect.gen(function* () {
        const assignment = yield* assignmentOn(text)
        const result = yield* Effect.result(written(assignment))
        if (Result.isFailure(result)) return assert.strictEqual(result.failure._tag, "AuthorFailed")
        yield* Effect.forEach(result.success, assertKeepable, { discard: true })
        for (const card of result.success) assertGrounded(card, assignment)
      })
    )
  }
}

const written = Effect.fnUntraced(function* (assignment: Assignment) {
  const author = yield* FlashcardAuthor
  return yield* Stream.runCollect(author.write(assignment, yield* author.plan(assignment)))
})

/** All of a note, or what stands from a heading on. */
const assignmentOn = Effect.fnUntraced(function* (text: string, from = "") {
  const ids = yield* Ids
  const goal = yield* anyGoal("Learn what the note says")
  const document = yield* noteFor(goal, "note.md", text)
  const title = SkillTitle.make(from.replace(/^#+ /, "") || "The note")
  const node = SkillNode.make({
    id: SkillNodeId.make(yield* ids.next),
    parentId: null,
    depth: 1,
    position: 0,
    title,
    description: "",
    enabled: true,
    source: { documentId: document.id, start: text.indexOf(from), end: text.length }
  })
  return { goal, node, path: [title], document, count: null, siblings: [], known: [], runId: null } satisfies Assignment
})

const assertKeepable = Effect.fnUntraced(function* (card: ProposedCard) {
  yield* Schema.decodeEffect(Question)(card.question)
  yield* Schema.decodeEffect(Answer)(card.answer)
  yield* Schema.decodeEffect(FlashcardKind)(card.kind)
  yield* Schema.decodeEffect(Authorship)(card.authorship)
})

const assertGrounded = (card: ProposedCard, { document, node }: Assignment): void => {
  const { source } = card
  if (source === null || document === null) return assert.fail(`no source: ${card.question}`)
  assert.strictEqual(source.documentId, document.id)
  assert.isAtLeast(source.start, node.source?.start ?? 0)
  assert.isAtMost(source.end, node.source?.end ?? 0)
  assert.isAtLeast(shareQuoted(card.answer, document, source), 0.6, card.question)
}

/** How much of an answer stands in its quote, word by word and whatever the ending. */
const shareQuoted = (answer: string, document: SourceDocument, span: { start: number; end: number }): number => {
  const quoted = new Set(contentWordsOf(quoteOf(document, span)).map(stem))
  const words = contentWordsOf(answer).map(stem)
  return words.length === 0 ? 1 : words.filter((word) => quoted.has(word)).length / words.length
}
