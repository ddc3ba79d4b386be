/**
 * The reviews that are still in the journal: those the archive does not hold yet, and the last ones it does.
 */
import type { FlashcardId, Review, ReviewId, StudyDay, UserId } from "@loopi/core"
import { Order } from "effect"
import * as SortedList from "./SortedList.ts"

export interface JournalledReview {
  readonly review: Review
  /** When it came in, in milliseconds. */
  readonly at: number
  readonly segment: number
}

export interface LearnerReviews {
  readonly known: Set<ReviewId>
  readonly cards: Map<FlashcardId, Array<Review>>
  readonly days: Map<StudyDay, Array<Review>>
  /** By id, oldest first. */
  readonly ids: SortedList.SortedList<Review>
}

export interface JournalledReviews {
  readonly of: (userId: UserId) => LearnerReviews | undefined
  readonly learners: () => Iterable<UserId>
  /** Adds a review unless it is there. */
  readonly add: (added: JournalledReview) => void
  /** Those the archive does not hold, in the order they came in. */
  readonly waiting: Map<ReviewId, JournalledReview>
  readonly markArchived: (ids: ReadonlyArray<ReviewId>) => void
  readonly markWaiting: () => void
  /** Forgets those of the segments up to a number, and says how many there were. None of them may wait. */
  readonly drop: (segment: number) => number
  readonly size: () => number
  readonly countIn: (segment: number) => number
}

export const make = (): JournalledReviews => {
  const learners = new Map<UserId, LearnerReviews>()
  const all = new Map<ReviewId, JournalledReview>()
  const waiting = new Map<ReviewId, JournalledReview>()
  const counts = new Map<number, number>()

  return {
    of: (userId) => learners.get(userId),
    learners: () => learners.keys(),
    waiting,
    add: (added) => {
      const { review } = added
      const mine = learners.get(review.userId) ?? newLearner()
      if (mine.known.has(review.id)) return
      learners.set(review.userId, mine)
      include(mine, review)
      all.set(review.id, added)
      counts.set(added.segment, (counts.get(added.segment) ?? 0) + 1)
      waiting.set(review.id, added)
    },
    markArchived: (ids) => ids.forEach((id) => waiting.delete(id)),
    markWaiting: () => all.forEach((added, id) => waiting.set(id, added)),
    drop: (segment) => {
      const before = all.size
      // They stand in the order they came in, so those to go are the first.
      for (const [id, { review, segment: home }] of all) {
        if (home > segment) break
        all.delete(id)
        const mine = learners.get(review.userId)
        if (mine !== undefined) exclude(mine, review)
        if (mine?.known.size === 0) learners.delete(review.userId)
      }
      for (const known of counts.keys()) if (known <= segment) counts.delete(known)
      return before - all.size
    },
    size: () => all.size,
    countIn: (segment) => counts.get(segment) ?? 0
  }
}

const newLearner = (): LearnerReviews => ({
  known: new Set(),
  cards: new Map(),
  days: new Map(),
  ids: SortedList.make(Order.mapInput(Order.String, (review: Review) => review.id))
})

const include = ({ cards, days, ids, known }: LearnerReviews, review: Review): void => {
  known.add(review.id)
  ids.add(review)
  listAt(cards, review.cardId).push(review)
  listAt(days, review.studyDay).push(review)
}

const exclude = ({ cards, days, ids, known }: LearnerReviews, review: Review): void => {
  known.delete(review.id)
  ids.remove(review)
  takeFrom(cards, review.cardId, review)
  takeFrom(days, review.studyDay, review)
}

const listAt = <K>(map: Map<K, Array<Review>>, key: K): Array<Review> => {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}

const takeFrom = <K>(map: Map<K, Array<Review>>, key: K, review: Review): void => {
  const left = map.get(key)?.filter((other) => other !== review) ?? []
  if (left.length === 0) map.delete(key)
  else map.set(key, left)
}
