/**
 * A learner: whose goals, cards and reviews these are, and when their day begins.
 */
import { Schema } from "effect"
import { Uuid } from "../Id.ts"
import { StudyCalendar } from "../study/StudyDay.ts"
import { text } from "../Text.ts"

/** Identifies a learner. Every stored row belongs to exactly one. */
export const UserId = Uuid.pipe(Schema.brand("UserId"))
export type UserId = typeof UserId.Type

/** The learner whom nobody is: for questions that are asked to hear whether there is an answer. */
export const nobody = UserId.make("00000000-0000-7000-8000-000000000000")

export class User extends Schema.Class<User>("User")({
  id: UserId,
  name: text(1, 100),
  ...StudyCalendar.fields,
  createdAt: Schema.DateTimeUtc
}) {}

/** What a learner may change of it. */
export const UserChange = Schema.Struct({
  name: Schema.optionalKey(User.fields.name),
  timeZone: Schema.optionalKey(User.fields.timeZone),
  rolloverHour: Schema.optionalKey(User.fields.rolloverHour)
})
export type UserChange = typeof UserChange.Type

export class UserNotFound extends Schema.TaggedError<UserNotFound>()("UserNotFound", { id: UserId }) {}

/** Somebody with this id has already joined. */
export class UserExists extends Schema.TaggedError<UserExists>()("UserExists", { id: UserId }) {}
