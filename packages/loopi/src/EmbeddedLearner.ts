/**
 * The one learner of a Loopi that runs for one person.
 */
import { defaultCalendar, StudyCalendar, UserId, Users } from "@loopi/core"
import { DateTime, Effect, Schema } from "effect"

export const embeddedLearnerId = UserId.make("00000000-0000-7000-8000-000000000001")

/** The days of this machine's user: their zone, and the usual rollover hour. */
export const localCalendar: Effect.Effect<StudyCalendar> = Effect.sync(() => {
  const calendar = { ...defaultCalendar, timeZone: DateTime.zoneMakeLocal().id }
  return Schema.is(StudyCalendar)(calendar) ? calendar : defaultCalendar
})

/** The embedded learner, who joins at the first start. */
export const ensureEmbeddedLearner = Effect.gen(function* () {
  const users = yield* Users
  return yield* users.ensure(embeddedLearnerId, "You", yield* localCalendar)
})
