/**
 * Finds the drafts that are chosen, and decides on them together.
 */
import { Effect } from "effect"
import type { Flashcard } from "../../domain/flashcards/Flashcard.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import type { ChosenDrafts } from "./Draft.ts"
import { Flashcards } from "../flashcards/Flashcards.ts"

export const finding = Effect.gen(function* () {
  const cards = yield* FlashcardStore

  return Effect.fnUntraced(function* (userId: UserId, chosen: ChosenDrafts) {
    const found = "ids" in chosen ? yield* cards.many(userId, chosen.ids) : yield* cards.list(userId, queryOf(chosen))
    const isChosen = (card: Flashcard) => !("runId" in chosen) || card.runId === chosen.runId
    return found.filter((card) => card.status === "draft" && isChosen(card))
  })
})

const queryOf = (chosen: Exclude<ChosenDrafts, { readonly ids: unknown }>) =>
  "goalId" in chosen ? { goalId: chosen.goalId, status: "draft" as const } : { status: "draft" as const }

export const choosing = Effect.gen(function* () {
  const flashcards = yield* Flashcards
  const find = yield* finding

  const approve = Effect.fn("Drafts.approve")(function* (userId: UserId, chosen: ChosenDrafts) {
    const drafts = yield* find(userId, chosen)
    return yield* flashcards.approve(
      userId,
      drafts.map(({ id }) => id)
    )
  })

  const discard = Effect.fn("Drafts.discard")(function* (userId: UserId, chosen: ChosenDrafts) {
    const drafts = yield* find(userId, chosen)
    yield* flashcards.discard(
      userId,
      drafts.map(({ id }) => id)
    )
    return drafts.length
  })

  return { approve, discard }
})
