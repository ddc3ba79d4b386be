/**
 * Every test mints its own learner, so that none sees another's goals and cards.
 */
import { Ids, StudyCalendar, UserId, Users } from "@loopi/core"
import { Context, Effect, Schema } from "effect"

/** The learner in whose name requests are made. */
export const Me = Context.Reference<UserId>("@loopi/http/test/Me", {
  defaultValue: () => UserId.make("00000000-0000-4000-8000-00000000000a")
})

/** Somebody else, who has joined too. */
export const newStranger = Effect.gen(function* () {
  const [ids, users] = [yield* Ids, yield* Users]
  const id = UserId.make(yield* ids.next)
  yield* users.ensure(id, "Tester", calendar)
  return id
})

/** Runs a test as a learner who has just joined. */
export const asLearner = <A, E, R>(test: Effect.Effect<A, E, R>) =>
  Effect.flatMap(newStranger, (id) => Effect.provideService(test, Me, id))

const calendar = Schema.decodeSync(StudyCalendar)({ timeZone: "Europe/Lisbon", rolloverHour: 4 })
