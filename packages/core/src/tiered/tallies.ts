/**
 * Adds up a learner's history card by card while it streams by.
 */
import { Effect, Stream } from "effect"
import { type CardTally, tally } from "../domain/flashcards/CardTally.ts"
import type { Review } from "../domain/reviews/Review.ts"

/** One tally a card that has standing ratings. The history comes card by card and by version. */
export const tallies = <E, R>(history: Stream.Stream<Review, E, R>): Effect.Effect<ReadonlyArray<CardTally>, E, R> =>
  Effect.suspend(() => {
    const done: Array<CardTally> = []
    let card: Array<Review> = []
    const close = () => {
      const sum = tally(card)
      if (sum !== undefined) done.push(sum)
      card = []
    }
    return Stream.runForEachArray(history, (reviews) =>
      Effect.sync(() => {
        for (const review of reviews) {
          if (card[0]?.cardId !== review.cardId) close()
          card.push(review)
        }
      })
    ).pipe(Effect.andThen(Effect.sync(close)), Effect.as(done))
  })
