/**
 * A history of two tiers that is never at rest: before every question a few of its reviews are moved to the archive.
 */
import { Effect, Layer, Stream } from "effect"
import { ReviewArchive } from "../../ports/reviews/ReviewArchive.ts"
import { ReviewDrain } from "../../ports/reviews/ReviewDrain.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"

/** The log it is given, with up to `most` reviews moved each time, so that most histories lie in both tiers. */
export const layer = (most: number): Layer.Layer<ReviewLog, never, ReviewLog | ReviewArchive | ReviewDrain> =>
  Layer.effect(
    ReviewLog,
    Effect.gen(function* () {
      const log = yield* ReviewLog
      const archive = yield* ReviewArchive
      const drain = yield* ReviewDrain

      const turn = drain.turn(most, ({ recorded, reviews }) =>
        Effect.flatMap(recorded === null ? archive.create : Effect.succeed(recorded), (after) =>
          archive.append(after, reviews)
        )
      )
      const moving = turn.pipe(Effect.catchTag("ArchiveDamaged", Effect.die), Effect.andThen(drain.drop), Effect.asVoid)
      // An archive that is not there yet cannot be read.
      yield* Effect.orDie(moving)

      return ReviewLog.of({
        append: (reviews) => Effect.andThen(moving, log.append(reviews)),
        ofCard: (userId, cardId) => Effect.andThen(moving, log.ofCard(userId, cardId)),
        latest: (userId, page) => Effect.andThen(moving, log.latest(userId, page)),
        days: (userId, range) => Effect.andThen(moving, log.days(userId, range)),
        replay: (userId) => Stream.unwrap(Effect.as(moving, log.replay(userId))),
        learners: Stream.unwrap(Effect.as(moving, log.learners)),
        cards: (userId) => Effect.andThen(moving, log.cards(userId))
      })
    })
  )
