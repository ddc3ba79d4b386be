/**
 * Schedules as rows of a checkpoint.
 */
import { GoalId, newSchedule, type Schedule } from "@loopi/core"
import { type Data, type DataType, makeData, RecordBatch, Struct, Table, vectorFromArray } from "apache-arrow"
import { DateTime } from "effect"
import { idColumn } from "../../rows/ids.ts"
import { phases } from "../../rows/phases.ts"
import type { CardKey } from "../StudyMemory.ts"
import { columns } from "./columns.ts"

/** What a checkpoint says of a card: its schedule, or that there is none. */
export interface ScheduleRow {
  readonly schedule: Schedule
  readonly gone: boolean
}

export const goneRow = ({ cardId, userId }: CardKey): ScheduleRow => ({
  // The goal of a card that is gone is nobody's business any more; the column wants one.
  schedule: newSchedule({ userId, id: cardId, goalId: noGoal }),
  gone: true
})

/** Copies rows into one batch. */
export const encode = (rows: ReadonlyArray<ScheduleRow>, covered: number): Table => {
  const children = columns.fields.flatMap(({ name, type }) => {
    if (name === "user_id") return idColumn(rows.map(({ schedule }) => schedule.userId))
    if (name === "card_id") return idColumn(rows.map(({ schedule }) => schedule.cardId))
    if (name === "goal_id") return idColumn(rows.map(({ schedule }) => schedule.goalId))
    return plain(rows, name, type, covered)
  })
  const struct = makeData({ type: new Struct(columns.fields), length: rows.length, children })
  return new Table(columns, new RecordBatch(columns, struct))
}

const noGoal = GoalId.make("00000000-0000-0000-0000-000000000000", { disableChecks: true })

const plain = (rows: ReadonlyArray<ScheduleRow>, name: string, type: DataType, covered: number): ReadonlyArray<Data> =>
  vectorFromArray(
    rows.map((row) => (name === "covered" ? covered : (valueOf[name]?.(row.schedule, row.gone) ?? null))),
    type
  ).data

const millis = (at: DateTime.Utc | null) => (at === null ? null : BigInt(DateTime.toEpochMillis(at)))

const valueOf: Record<string, (schedule: Schedule, gone: boolean) => number | bigint | null> = {
  gone: (_, gone) => (gone ? 1 : 0),
  version: ({ version }) => version,
  phase: ({ phase }) => phases.indexOf(phase),
  step: ({ step }) => step,
  stability: ({ stability }) => stability,
  difficulty: ({ difficulty }) => difficulty,
  reps: ({ reps }) => reps,
  lapses: ({ lapses }) => lapses,
  last_reviewed_at: ({ lastReviewedAt }) => millis(lastReviewedAt),
  last_study_day: ({ lastStudyDay }) => lastStudyDay,
  due_day: ({ dueDay }) => dueDay,
  due_at: ({ dueAt }) => millis(dueAt)
}
