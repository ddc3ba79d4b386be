/**
 * Good cards are given three wrong options each, where good ones can be had.
 */
import { Effect } from "effect"
import { checkDistractors, isAcceptable } from "../../../domain/CardQuality.ts"
import type { ProposedCard } from "../../../domain/flashcards/FlashcardProposal.ts"
import { isGood, type Piece } from "../../../domain/duplicates/Sifting.ts"
import { isStorable } from "../../../domain/Text.ts"
import { DistractorAuthor } from "../../../ports/flashcards/DistractorAuthor.ts"
import type { Assignment } from "../../../ports/flashcards/FlashcardAuthor.ts"
import type { Course } from "../Course.ts"
import { sifting } from "./mending.ts"
import { Options } from "./outcomes.ts"
import { givingUp, unaffordable, unlessUnaffordable } from "./sparing.ts"

export const distracting = Effect.gen(function* () {
  const author = yield* DistractorAuthor
  const siftFor = yield* sifting

  /** Wrong options for the pieces, piece by piece; none for those that will not be kept. */
  return Effect.fnUntraced(function* ({ step }: Course, task: Assignment, pieces: ReadonlyArray<Piece>) {
    const sifted = yield* siftFor(task, pieces)
    const good = sifted.flatMap((one, at) => (isGood(one) ? [{ at, card: one.card }] : []))
    if (good.length === 0) return []
    const found = yield* step(
      `distractors/${task.node.id}`,
      Options,
      author
        .write(
          task,
          good.map(({ card }) => card)
        )
        .pipe(
          givingUp,
          Effect.map((options) => ({
            output: good.map(({ at, card }, i) => ({ at, options: checked(card, options?.[i] ?? []) }))
          }))
        )
    ).pipe(unlessUnaffordable)
    const byPosition = new Map((found === unaffordable ? [] : found).map(({ at, options }) => [at, options]))
    return pieces.map((_, at) => byPosition.get(at) ?? [])
  })
})

const checked = (card: ProposedCard, options: ReadonlyArray<string>): ReadonlyArray<string> => {
  const trimmed = options.map((option) => option.trim())
  return trimmed.every(isStorable) && isAcceptable(checkDistractors(card, trimmed)) ? trimmed : []
}
