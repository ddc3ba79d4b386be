/**
 * A study day is a learner's calendar day: it begins at their rollover hour, in their time zone.
 *
 * Days are counted since 1970-01-01, so that "days between two reviews" is a subtraction.
 */
import { DateTime, Option, Schema } from "effect"

export const StudyDay = Schema.Int.pipe(Schema.brand("StudyDay"))
export type StudyDay = typeof StudyDay.Type

/** An IANA name ("Europe/Lisbon"); checked, so that day arithmetic cannot fail later. */
export const TimeZoneName = Schema.String.check(
  Schema.isMaxLength(64),
  Schema.makeFilter<string>((name) => Option.isSome(DateTime.zoneMakeNamed(name)), { expected: "an IANA time zone" })
).pipe(Schema.brand("TimeZoneName"))
export type TimeZoneName = typeof TimeZoneName.Type

/** What decides where a learner's days begin. */
export const StudyCalendar = Schema.Struct({
  timeZone: TimeZoneName,
  rolloverHour: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 23 }))
})
export type StudyCalendar = typeof StudyCalendar.Type

/** Unless somebody says otherwise: in UTC, at the hour Anki made usual. */
export const defaultCalendar: StudyCalendar = { timeZone: TimeZoneName.make("UTC"), rolloverHour: 4 }

const dayMillis = 86_400_000

/** The instant a study day begins. Where clocks skip that hour, as long after the gap as the hour lies within it. */
export const startOf = (day: StudyDay, calendar: StudyCalendar): DateTime.Utc => {
  const wall = day * dayMillis + calendar.rolloverHour * 3_600_000
  return DateTime.makeZoned(wall, {
    timeZone: calendar.timeZone,
    adjustForTimeZone: true,
    disambiguation: "compatible"
  }).pipe(Option.map(DateTime.toUtc), Option.getOrThrow)
}

/**
 * The study day an instant belongs to.
 *
 * **Details**
 *
 * The wall clock only proposes a day; `startOf` decides. So days tile time without gap or overlap, also where clocks
 * go back across the rollover hour.
 */
export const studyDayOf = (at: DateTime.Utc, calendar: StudyCalendar): StudyDay => {
  const wall = DateTime.toParts(DateTime.setZone(at, DateTime.zoneMakeNamedUnsafe(calendar.timeZone)))
  const midnight = globalThis.Date.UTC(wall.year, wall.month - 1, wall.day)
  const proposed = midnight / dayMillis - (wall.hour < calendar.rolloverHour ? 1 : 0)
  if (DateTime.isGreaterThan(startOf(StudyDay.make(proposed), calendar), at)) return StudyDay.make(proposed - 1)
  const next = StudyDay.make(proposed + 1)
  return DateTime.isLessThanOrEqualTo(startOf(next, calendar), at) ? next : StudyDay.make(proposed)
}

/** A study day as people write it: 2026-11-22. */
export const formatStudyDay = (day: StudyDay): string => DateTime.formatIsoDateUtc(DateTime.makeUnsafe(day * dayMillis))
