/**
 * What a learner is shown of their progress.
 */
import { Schema } from "effect"
import { Goal } from "../goals/Goal.ts"
import { NodeMastery } from "./Mastery.ts"
import { CardCounts, DaySummary } from "./Progress.ts"
import { StudyDay } from "./StudyDay.ts"

export const DueOnDay = Schema.Struct({ day: StudyDay, due: Schema.Int })

export const GoalProgress = Schema.Struct({
  goal: Goal,
  mastery: Schema.Int,
  /** Every skill is mastered. */
  completed: Schema.Boolean,
  cards: CardCounts
})
export type GoalProgress = typeof GoalProgress.Type

export const ProgressReport = Schema.Struct({
  studyDay: StudyDay,
  goals: Schema.Array(GoalProgress),
  cards: CardCounts,
  today: Schema.NullOr(DaySummary),
  /** The share of mature cards recalled in the last 30 days; `null` before the first was asked. */
  trueRetention: Schema.NullOr(Schema.Finite),
  /** The mean chance that a seen card would be recalled today; `null` while none was seen. */
  meanRecall: Schema.NullOr(Schema.Finite),
  forecast: Schema.Array(DueOnDay)
})
export type ProgressReport = typeof ProgressReport.Type

export const MasteryReport = Schema.Struct({ mastery: Schema.Int, nodes: Schema.Array(NodeMastery) })
export type MasteryReport = typeof MasteryReport.Type
