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
  /** Forgets all of a learner. */
  readonly forget: (userId: UserId) => void
  /** What the segments up to a number hold, in the order it came in. */
  readonly upTo: (segment: number) => ReadonlyArray<JournalledReview>
  /** Gives a review another home, or adds it. */
  readonly carry: (carried: JournalledReview, archived: boolean) => void
  readonly size: () => number
  readonly countIn: (segment: number) => number
}

export const make = (): JournalledReviews => {
  const learners = new Map<UserId, LearnerReviews>()
  const all = new Map<ReviewId, JournalledReview>()
  const waiting = new Map<ReviewId, JournalledReview>()
  const counts = new Map<number, number>()
  const count = (segment: number, more: 1 | -1) => counts.set(segment, (counts.get(segment) ?? 0) + more)
  const add = (added: JournalledReview) => {
    const { review } = added
    const mine = learners.get(review.userId) ?? newLearner()
    if (mine.known.has(review.id)) return
    learners.set(review.userId, mine)
    include(mine, review)
    all.set(review.id, added)
    count(added.segment, 1)
    waiting.set(review.id, added)
  }

  return {
    of: (userId) => learners.get(userId),
    learners: () => learners.keys(),
    waiting,
    add,
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
    forget: (userId) => {
      for (const id of learners.get(userId)?.known ?? []) {
        const home = all.get(id)?.segment
        if (home !== undefined) count(home, -1)
        all.delete(id)
        waiting.delete(id)
      }
      learners.delete(userId)
    },
    upTo: (segment) => [...all.values()].filter(({ segment: home }) => home <= segment),
    carry: (carried, archived) => {
      const { id } = carried.review
      const home = all.get(id)?.segment
      if (home === undefined) {
        add(carried)
        if (archived) waiting.delete(id)
        return
      }
      count(home, -1)
      count(carried.segment, 1)
      // Last, as those to go first have to stand first.
      all.delete(id)
      all.set(id, carried)
      if (waiting.delete(id)) waiting.set(id, carried)
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
