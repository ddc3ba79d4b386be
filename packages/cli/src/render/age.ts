import { DateTime, Duration } from "effect"

/** How long ago something was: "now", "5 min", "3 h", "12 d". */
export const ageOf = (at: DateTime.Utc, now: DateTime.Utc): string => {
  const minutes = Math.floor(Duration.toMinutes(DateTime.distance(at, now)))
  if (DateTime.isGreaterThan(at, now) || minutes < 1) return "now"
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`
}
