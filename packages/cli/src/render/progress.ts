/**
 * Progress as terminal graphics.
 */
import { type DaySummary, formatStudyDay, Progression, type ProgressReport, StudyDay } from "@loopi/core"
import { bar, sparkline } from "./bars.ts"
import { bold, count, dim } from "./text.ts"

const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)} %`)

/** How many cards come due on each of the next days. */
export const renderForecast = ({ forecast }: ProgressReport): ReadonlyArray<string> => {
  const most = Math.max(1, ...forecast.map(({ due }) => due))
  return [
    bold("Due in the next days"),
    ...forecast.map(({ day, due }) => `  ${formatStudyDay(day)} ${bar(due / most, 40)} ${due}`)
  ]
}

/** What was recalled of mature cards, week by week, and the reviews of each day. */
export const renderRetention = (days: ReadonlyArray<DaySummary>, length = 30): ReadonlyArray<string> => {
  const last = days.at(-1)?.day
  if (last === undefined) return []
  const byDay = new Map(days.map((day) => [day.day, day]))
  const span = Array.from({ length }, (_, i) => byDay.get(StudyDay.make(last - length + 1 + i)))
  const recalled = span.map((day) =>
    day === undefined || day.mature.asked === 0 ? null : day.mature.recalled / day.mature.asked
  )
  const reviews = span.map((day) => day?.reviews ?? null)
  return [
    bold(`Retention, ${length} days to ${formatStudyDay(last)}`),
    `  recalled ${sparkline(recalled, 0.5, 1)}  ${percent(Progression.trueRetention(days))} of mature cards ${dim("(▁ 50 %, █ 100 %)")}`,
    `  reviews  ${sparkline(reviews, 0, Math.max(1, ...reviews.map((n) => n ?? 0)))}  ${count(
      days.reduce((sum, day) => sum + day.reviews, 0),
      "review"
    )}`
  ]
}

/** Where the learner stands, in a few lines. */
export const renderStanding = (report: ProgressReport): ReadonlyArray<string> => {
  const { cards } = report
  const seen = cards.learning + cards.review + cards.relearning
  return [
    `${bold("Cards")}      ${seen + cards.new} in all: ${cards.new} new, ${cards.learning + cards.relearning} in learning, ${cards.review} in review, ${cards.mastered} mastered`,
    `${bold("Recall")}     ${percent(report.meanRecall)} of what you have seen, if you were asked today`,
    `${bold("Retention")}  ${percent(report.trueRetention)} of mature cards recalled in the last 30 days`
  ]
}
