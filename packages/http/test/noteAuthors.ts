/**
 * Authors that read one kind of note: a heading is a skill, and `term :: meaning` below it a flashcard.
 */
import { AuthorFailed, DistractorAuthor, FlashcardAuthor, type SourceDocument, SkillTreeAuthor } from "@loopi/core"
import { Effect, Layer, Stream } from "effect"

export const noteText = [
  "# Fronts",
  "",
  "Cold front :: Cold air pushing beneath a warmer mass.",
  "Occluded front :: A fast boundary overtaking a slower one.",
  ""
].join("\n")

export const layer = Layer.mergeAll(
  Layer.succeed(SkillTreeAuthor, {
    propose: ({ documents }) =>
      documents.length === 0
        ? Stream.fail(AuthorFailed.make({ reason: "nothing_to_read", retryable: false }))
        : Stream.fromIterable(documents.flatMap(skillsOf))
  }),
  Layer.succeed(FlashcardAuthor, {
    plan: ({ document }) =>
      Effect.succeed(
        (document === null ? [] : cardsOf(document)).map(({ kind, question, source }) => ({
          statement: question,
          kind,
          source
        }))
      ),
    write: ({ document }) => Stream.fromIterable(document === null ? [] : cardsOf(document)),
    rewrite: () => Effect.fail(AuthorFailed.make({ reason: "not_offered", retryable: false }))
  }),
  Layer.succeed(DistractorAuthor, { write: (_assignment, cards) => Effect.succeed(cards.map(() => [])) })
)

const skillsOf = (document: SourceDocument) =>
  [...document.text.matchAll(/^# (.+)$/gm)].map((heading) => ({
    title: heading[1] ?? "",
    description: "",
    source: { documentId: document.id, start: heading.index, end: document.text.length },
    children: []
  }))

const cardsOf = (document: SourceDocument) =>
  [...document.text.matchAll(/^(.+) :: (.+)$/gm)].map(({ 0: line, 1: term = "", 2: answer = "", index }, fact) => ({
    fact,
    kind: "definition" as const,
    question: `What is meant by "${term}"?`,
    answer,
    source: { documentId: document.id, start: index, end: index + line.length },
    authorship: { author: "test", model: null, promptVersion: null, confidence: 1 }
  }))
