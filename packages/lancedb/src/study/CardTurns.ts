/**
 * Decides about a card only when no line about it is on its way to the disk. So a decision is made on what is durable,
 * and a rating is never refused for the sake of another that was lost.
 */
import type { FlashcardId, StoreUnavailable, UserId } from "@loopi/core"
import { Deferred, Effect, Result } from "effect"
import type { JournalEntry } from "./journal/JournalEntry.ts"
import type { StudyJournal } from "./journal/StudyJournal.ts"

type Decision<E> = Result.Result<JournalEntry | undefined, E>

/** Commits what `decide` comes to; `undefined` for nothing to do. It is asked again after every wait, in one turn. */
export type Deciding = <E>(
  userId: UserId,
  cardIds: ReadonlyArray<FlashcardId>,
  decide: () => Decision<E>
) => Effect.Effect<void, E | StoreUnavailable>

export const make = (journal: StudyJournal): Deciding => {
  const busy = new Map<string, Deferred.Deferred<void>>()

  const busyAmong = (keys: ReadonlyArray<string>) => keys.map((key) => busy.get(key)).find((done) => done !== undefined)

  const commit = (keys: ReadonlyArray<string>, entry: JournalEntry) => {
    const done = Deferred.makeUnsafe<void>()
    for (const key of keys) busy.set(key, done)
    const free = Effect.sync(() => {
      for (const key of keys) busy.delete(key)
      Deferred.doneUnsafe(done, Effect.void)
    })
    return Effect.ensuring(journal.commit(entry), free)
  }

  return <E>(userId: UserId, cardIds: ReadonlyArray<FlashcardId>, decide: () => Decision<E>) => {
    const keys = cardIds.map((cardId) => `${userId}/${cardId}`)
    return Effect.uninterruptibleMask((restore) => {
      const decided = (): Effect.Effect<void, E | StoreUnavailable> => {
        const before = busyAmong(keys)
        if (before !== undefined) return Effect.andThen(restore(Deferred.await(before)), Effect.suspend(decided))
        return Result.match(decide(), {
          onFailure: (refusal): Effect.Effect<void, E | StoreUnavailable> => Effect.fail(refusal),
          onSuccess: (entry) => (entry === undefined ? Effect.void : commit(keys, entry))
        })
      }
      return Effect.suspend(decided)
    })
  }
}
