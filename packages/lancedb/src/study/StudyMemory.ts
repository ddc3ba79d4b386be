/**
 * What the lines of the journal add up to, and how far other places have them.
 */
import type { FlashcardId, Schedule, UserId } from "@loopi/core"
import { type DateTime, Duration } from "effect"
import { type JournalEntry, type Recorded, rememberedAfter } from "./journal/JournalEntry.ts"
import * as JournalledReviews from "./state/JournalledReviews.ts"
import * as StudyState from "./state/StudyState.ts"

export interface CardKey {
  readonly userId: UserId
  readonly cardId: FlashcardId
}

export interface StudyMemory {
  readonly state: StudyState.StudyState
  readonly reviews: JournalledReviews.JournalledReviews
  /** Takes in a line of a segment. Lines that the checkpoint holds change no schedule. */
  readonly apply: (entry: JournalEntry, segment: number) => void
  readonly recorded: () => Recorded
  /** Sets what a segment's header remembers. */
  readonly remember: (recorded: Recorded) => void
  /** Segments that are there, oldest first, and when they were begun. */
  readonly segments: Map<number, DateTime.Utc>
  /** How far back every review is in the journal. */
  readonly reach: () => Duration.Duration
  /** The cards that changed since this was asked last. */
  readonly takeChanged: () => ReadonlyArray<CardKey>
  /** Takes back having asked: nothing came of it. */
  readonly giveBack: (changed: ReadonlyArray<CardKey>) => void
  /** How much a checkpoint would take over from the journal, in lines. */
  readonly lines: () => number
}

export const make = (): StudyMemory => {
  const state = StudyState.make()
  const reviews = JournalledReviews.make()
  const segments = new Map<number, DateTime.Utc>()
  let recorded: Recorded = { recorded: null, checkpoint: null }
  let changed = new Map<string, CardKey>()
  let latest = 0
  let lines = 0

  const change = ({ cardId, userId }: CardKey) => void changed.set(`${userId}/${cardId}`, { cardId, userId })
  const put = (schedule: Schedule) => {
    state.put(schedule)
    change(schedule)
  }
  const take = (userId: UserId, cardId: FlashcardId) => {
    state.remove(userId, cardId)
    change({ userId, cardId })
  }
  const applySchedules = (entry: JournalEntry) => {
    if (entry._tag === "Rated") put(entry.schedule)
    if (entry._tag === "Started") entry.schedules.forEach(put)
    if (entry._tag === "Erased") for (const { cardId, userId } of state.ofLearner(entry.userId)) take(userId, cardId)
    if (entry._tag !== "Removed") return
    for (const cardId of entry.cardIds) take(entry.userId, cardId)
  }
  const applyReviews = (entry: JournalEntry, segment: number) => {
    if (entry._tag === "Archived") reviews.markArchived(entry.reviewIds)
    if (entry._tag === "Unarchived") reviews.markWaiting()
    if (entry._tag === "Erased") reviews.forget(entry.userId)
    if (entry._tag === "Carried") {
      for (const { archived, at, review } of entry.reviews) {
        reviews.carry({ review, at: at.epochMilliseconds, segment }, archived)
      }
    }
    if (entry._tag !== "Rated" && entry._tag !== "Appended") return
    latest = Math.max(latest, entry.at.epochMilliseconds)
    const added = entry._tag === "Rated" ? [entry.review] : entry.reviews
    for (const review of added) reviews.add({ review, at: entry.at.epochMilliseconds, segment })
  }

  return {
    state,
    reviews,
    segments,
    apply: (entry, segment) => {
      if (segment > (recorded.checkpoint?.covered ?? 0)) {
        applySchedules(entry)
        if (takenOver.has(entry._tag)) lines += 1
      }
      applyReviews(entry, segment)
      recorded = rememberedAfter(recorded, entry)
    },
    recorded: () => recorded,
    remember: (found) => void (recorded = found),
    reach: () => {
      const [oldest] = segments
      // Nothing was ever forgotten: the archive has nothing that is not here too.
      if (oldest === undefined || oldest[0] === 1) return Duration.infinity
      return Duration.millis(Math.max(0, latest - oldest[1].epochMilliseconds))
    },
    takeChanged: () => {
      const taken = [...changed.values()]
      changed = new Map()
      lines = 0
      return taken
    },
    giveBack: (taken) => {
      lines += taken.length
      taken.forEach(change)
    },
    lines: () => lines
  }
}

/** Lines that say something about schedules or reviews, and not about the journal. */
const takenOver: ReadonlySet<JournalEntry["_tag"]> = new Set(["Rated", "Started", "Removed", "Appended", "Erased"])
