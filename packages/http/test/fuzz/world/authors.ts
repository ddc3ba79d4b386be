/**
 * The authors that read notes of one kind, who here write cards again as well, and fail at one note.
 */
import { AuthorFailed, FlashcardAuthor } from "@loopi/core"
import { Effect, Layer } from "effect"
import * as NoteAuthors from "../../noteAuthors.ts"

/** Nobody writes cards from this one, so that there are runs that failed. */
export const unreadable = "# Sorrows\n\nRain :: What nobody can write a card about.\n"

const Trying = Layer.effect(
  FlashcardAuthor,
  FlashcardAuthor.useSync((author) =>
    FlashcardAuthor.of({
      ...author,
      plan: (assignment) =>
        assignment.document?.text === unreadable
          ? Effect.fail(AuthorFailed.make({ reason: "malformed", retryable: false }))
          : author.plan(assignment),
      rewrite: (_assignment, card) =>
        Effect.succeed({
          ...card,
          question: `By which words do people who know the weather well say "${card.answer}"?`
        })
    })
  )
).pipe(Layer.provide(NoteAuthors.layer))

export const layer = Layer.mergeAll(NoteAuthors.layer, Trying)
