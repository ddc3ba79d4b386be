/**
 * One history out of two tiers: the journal, which has what is new, and the archive, which has the bulk.
 *
 * The journal is always read before the archive. A review is in the archive before it leaves the journal, so who looks
 * in this order finds it in one of them, or in both, whatever is moved meanwhile.
 */
import { DateTime, Duration, Effect, Layer, Stream } from "effect"
import { stillStanding, summarise } from "../domain/study/Progress.ts"
import { byCardAndVersion, newestFirst, type ReviewId } from "../domain/reviews/Review.ts"
import type { StudyDay } from "../domain/study/StudyDay.ts"
import type { UserId } from "../domain/users/User.ts"
import { ReviewArchive } from "../ports/reviews/ReviewArchive.ts"
import { ReviewJournal } from "../ports/reviews/ReviewJournal.ts"
import { ReviewLog } from "../ports/reviews/ReviewLog.ts"
import type { ReviewTier } from "../ports/reviews/ReviewTier.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"
import { interleave, together } from "./merge.ts"
import { tallies } from "./tallies.ts"

export const layer: Layer.Layer<ReviewLog, never, ReviewJournal | ReviewArchive> = Layer.effect(
  ReviewLog,
  Effect.gen(function* () {
    const journal = yield* ReviewJournal
    const archive = yield* ReviewArchive
    const tiers = [journal, archive]
    /**
     * What is only shown is shown from the journal alone while there is no archive: less is better than nothing, and
     * whoever guards the archive says that it is missing. What decides, such as an undo, waits until it is whole.
     */
    const orWithout = <A>(ask: (tiers: ReadonlyArray<ReviewTier>) => Effect.Effect<A, StoreUnavailable>) =>
      Effect.catchTag(ask(tiers), "StoreUnavailable", () => ask([journal]))
    const replay = (userId: UserId) => interleave(journal.replay(userId), archive.replay(userId))

    return ReviewLog.of({
      append: Effect.fnUntraced(function* (reviews) {
        const [first] = reviews
        if (first === undefined) return
        const archived = yield* archive.known(
          first.userId,
          reviews.map(({ id }) => id)
        )
        yield* journal.append(reviews.filter(({ id }) => !archived.has(id)))
      }),
      ofCard: (userId, cardId) =>
        Effect.forEach(tiers, (tier) => tier.ofCards(userId, [cardId])).pipe(
          Effect.map((found) => together(found, byCardAndVersion))
        ),
      latest: (userId, page) => orWithout((asked) => latestOf(asked, userId, page)),
      days: Effect.fnUntraced(function* (userId, range) {
        // Today is asked for with every card: then the archive is left in peace, and its outage hinders nobody.
        if (isWithin(journal.keeps, yield* DateTime.now, range.from)) return yield* daysOf([journal], userId, range)
        return yield* orWithout((asked) => daysOf(asked, userId, range))
      }),
      replay,
      learners: Stream.suspend(() => {
        const met = new Set<UserId>()
        return Stream.concat(journal.learners, archive.learners).pipe(
          Stream.filter((learner) => met.size < met.add(learner).size)
        )
      }),
      cards: (userId) => tallies(replay(userId))
    })
  })
)

const latestOf = (
  tiers: ReadonlyArray<ReviewTier>,
  userId: UserId,
  page: { readonly before?: ReviewId; readonly limit: number }
) =>
  Effect.map(
    Effect.forEach(tiers, (tier) => tier.latest(userId, page)),
    (found) => together(found, newestFirst).slice(0, page.limit)
  )

/**
 * Days with standing ratings. What an undo line takes back may lie days before it, so the cards that have one are read
 * from their first review on.
 */
const daysOf = Effect.fnUntraced(function* (
  tiers: ReadonlyArray<ReviewTier>,
  userId: UserId,
  range: { readonly from: StudyDay; readonly to: StudyDay }
) {
  const lines = together(yield* Effect.forEach(tiers, (tier) => tier.ofDays(userId, range)), byCardAndVersion)
  if (lines.length === 0) return []
  const undone = new Set((yield* Effect.forEach(tiers, (tier) => tier.takenBack(userId))).flatMap((ids) => [...ids]))
  const plain = lines.filter(({ cardId }) => !undone.has(cardId))
  const cardIds = [...new Set(lines.map(({ cardId }) => cardId)).intersection(undone)]
  const whole = cardIds.length === 0 ? [] : yield* Effect.forEach(tiers, (tier) => tier.ofCards(userId, cardIds))
  const standing = stillStanding(together(whole, byCardAndVersion)).filter(
    ({ studyDay }) => range.from <= studyDay && studyDay <= range.to
  )
  return summarise([...plain, ...standing])
})

/**
 * Whether everything since a study day is still in the journal: lines that came in after the day began, and no other
 * takes back one of those. No zone begins a day sooner than 14 hours before UTC does. By a clock that says the day has
 * not begun, nothing can be told.
 */
const isWithin = (keeps: Duration.Duration, now: DateTime.Utc, day: StudyDay): boolean => {
  const sinceItBegan = DateTime.toEpochMillis(now) - (day * dayMillis - 14 * hourMillis)
  return 0 <= sinceItBegan && sinceItBegan <= Duration.toMillis(keeps)
}

const hourMillis = 3_600_000
const dayMillis = 24 * hourMillis
