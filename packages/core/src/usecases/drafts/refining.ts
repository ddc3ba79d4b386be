/**
 * Has an author write a card again, and keeps what is better.
 */
import { DateTime, Effect } from "effect"
import { isAcceptable } from "../../domain/CardQuality.ts"
import { Answer, Flashcard, type FlashcardId, Question } from "../../domain/flashcards/Flashcard.ts"
import { judge } from "../../domain/flashcards/FlashcardProposal.ts"
import { isCopy } from "../../domain/duplicates/Similarity.ts"
import { cut } from "../../domain/Text.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AuthorFailed } from "../../ports/AuthorFailed.ts"
import { FlashcardAuthor } from "../../ports/flashcards/FlashcardAuthor.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { Projector } from "../vectors/Projector.ts"
import { keepableCard } from "../runs/generation/keepable.ts"
import { fitting } from "./editing.ts"
import { findingsOf, type Place, placing } from "./placing.ts"
import { repeating } from "./previewing.ts"

export const refining = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const author = yield* FlashcardAuthor
  const projector = yield* Projector
  const place = yield* placing
  const repeatsOf = yield* repeating

  const rewrite = (card: Flashcard, { others, ...where }: Place, feedback: string) => {
    const known = others.map(({ question }): string => question).slice(0, mostKnown)
    const { answer, authorship, kind, question, source } = card
    return author.rewrite(
      { ...where, count: 1, known, runId: null },
      { fact: 0, kind, question, answer, source, authorship },
      { findings: findingsOf(card, { ...where, others }), feedback: cut(feedback, mostFeedback) }
    )
  }

  return Effect.fn("Drafts.refine")(function* (userId: UserId, id: FlashcardId, feedback: string) {
    const card = yield* cards.get(userId, id)
    const where = (yield* place([card]))(card)
    if (where === null) return yield* AuthorFailed.make({ reason: "nothing_to_read", retryable: false })
    const { card: proposed, findings: unkeepable } = keepableCard(yield* rewrite(card, where, feedback))

    const sides = { question: proposed.question.trim(), answer: proposed.answer.trim() }
    const findings = [...unkeepable, ...judge(proposed, where, where.others)]
    const [duplicates = []] = (yield* repeatsOf(userId, [{ ...sides, id }])).hits
    if (!isAcceptable(findings) || duplicates.length > 0 || isCopy(sides, card)) {
      return { better: false as const, card, proposed: sides, findings, duplicates }
    }

    const better = yield* cards.update(
      Flashcard.make({
        ...card,
        kind: proposed.kind,
        question: Question.make(sides.question),
        answer: Answer.make(sides.answer),
        distractors: fitting(sides, card.distractors),
        authorship: proposed.authorship,
        updatedAt: yield* DateTime.now
      }),
      card.updatedAt
    )
    yield* projector.settle(userId)
    return { better: true as const, card: better, findings }
  })
})

/** Questions an author is told not to repeat, and characters of what a learner says about a card. */
const mostKnown = 30
const mostFeedback = 2_000
