/**
 * Bad cards get another try: the reviewer says what is wrong with good-looking ones, and the author writes those that
 * are wrong again, a few a skill.
 */
import { Effect } from "effect"
import { FlashcardId } from "../../../domain/flashcards/Flashcard.ts"
import { isAcceptable } from "../../../domain/CardQuality.ts"
import type { ProposedCard } from "../../../domain/flashcards/FlashcardProposal.ts"
import { isGood, type Piece, sift, type Sifted } from "../../../domain/duplicates/Sifting.ts"
import { CardReviewer, noReviewer } from "../../../ports/flashcards/CardReviewer.ts"
import { CurrentPolicy } from "../../../ports/CurrentPolicy.ts"
import { type Assignment, FlashcardAuthor } from "../../../ports/flashcards/FlashcardAuthor.ts"
import { FlashcardStore } from "../../../ports/flashcards/FlashcardStore.ts"
import { Ids } from "../../../ports/Ids.ts"
import type { Course } from "../Course.ts"
import { keepableCard } from "./keepable.ts"
import { Reviewed, Rewritten } from "./outcomes.ts"
import { givingUp, unaffordable, unlessUnaffordable } from "./sparing.ts"

/** Judges pieces beside the cards that their skill has. */
export const sifting = Effect.gen(function* () {
  const cards = yield* FlashcardStore
  const ids = yield* Ids

  return Effect.fnUntraced(function* (task: Assignment, pieces: ReadonlyArray<Piece>) {
    const others = yield* cards.list(task.goal.userId, { goalId: task.goal.id, nodeId: task.node.id })
    const numbered = yield* Effect.forEach(pieces, (piece) =>
      Effect.map(ids.next, (id) => ({ ...piece, id: FlashcardId.make(id) }))
    )
    return sift(numbered, task, others)
  })
})

export const mending = Effect.gen(function* () {
  const author = yield* FlashcardAuthor
  const { rewritesPerSkill } = yield* CurrentPolicy
  const siftFor = yield* sifting
  const review = yield* reviewing

  const rewrite = ({ step }: Course, task: Assignment, at: number, card: ProposedCard, findings: Piece["findings"]) =>
    step(
      `rewrite/${task.node.id}/${at}`,
      Rewritten,
      author.rewrite(task, card, { findings, feedback: null }).pipe(
        Effect.map(keepableCard),
        givingUp,
        Effect.map((piece) => ({ output: piece?.card ?? null }))
      )
    ).pipe(unlessUnaffordable)

  /** The pieces, bad ones written again as far as the author and the budget go. */
  return Effect.fnUntraced(function* (course: Course, task: Assignment, written: ReadonlyArray<Piece>) {
    const sifted = yield* siftFor(task, written)
    const reviewed = yield* review(course, task, sifted)
    const mended: Array<Piece> = []
    let left = rewritesPerSkill
    for (const [i, { card, copies, findings }] of sifted.entries()) {
      const complaint = [...findings, ...(reviewed[i] ?? [])]
      const asked = copies.length === 0 && isMendable(complaint) && left-- > 0
      const better = asked ? yield* rewrite(course, task, i, card, complaint) : null
      if (better === unaffordable) left = 0
      const kept = { card, findings: [...(written[i]?.findings ?? []), ...(reviewed[i] ?? [])] }
      mended.push(
        better === null || better === unaffordable ? kept : { card: { ...better, fact: card.fact }, findings: [] }
      )
    }
    return mended
  })
})

/** What repeats another card would still do so in other words. */
const isMendable = (complaint: Piece["findings"]): boolean =>
  !isAcceptable(complaint) && complaint.every(({ rule }) => rule !== "duplicate")

/** What the reviewer finds wrong with the pieces that the rules let pass, piece by piece. */
const reviewing = Effect.gen(function* () {
  const reviewer = yield* CardReviewer

  return Effect.fnUntraced(function* ({ step }: Course, task: Assignment, sifted: ReadonlyArray<Sifted>) {
    const good = sifted.filter(isGood)
    if (reviewer === noReviewer || good.length === 0) return []
    const found = yield* step(
      `review/${task.node.id}`,
      Reviewed,
      reviewer
        .review(
          task,
          good.map(({ card }) => card)
        )
        .pipe(
          givingUp,
          // By position: another time, other cards may pass the rules.
          Effect.map((findings) => ({
            output: good.map((one, i) => ({ at: sifted.indexOf(one), findings: findings?.[i] ?? [] }))
          }))
        )
    ).pipe(unlessUnaffordable)
    const byPosition = new Map((found === unaffordable ? [] : found).map(({ at, findings }) => [at, findings]))
    return sifted.map((_, i) => byPosition.get(i) ?? [])
  })
})
