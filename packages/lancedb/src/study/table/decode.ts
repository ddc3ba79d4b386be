/**
 * Rows of a checkpoint as schedules. They are not checked again: they come from schedules, and there may be many.
 */
import { FlashcardId, GoalId, Schedule, StudyDay, UserId } from "@loopi/core"
import type { RecordBatch } from "apache-arrow"
import { DateTime } from "effect"
import { uuidOf } from "../../archive/uuids.ts"
import { phases, type ScheduleColumns } from "./columns.ts"
import type { ScheduleRow } from "./encode.ts"

const unchecked = { disableChecks: true } as const
const none = new Uint8Array(16)

/** All rows, those that count last. */
export function* decode(batches: ReadonlyArray<RecordBatch<ScheduleColumns>>): Generator<ScheduleRow> {
  for (const run of batches.flatMap(runs).sort((a, b) => a.covered - b.covered)) yield* rowsOf(run)
}

/** Rows next to each other that are of the same checkpoint. */
interface Run {
  readonly batch: RecordBatch<ScheduleColumns>
  readonly covered: number
  readonly from: number
  to: number
}

const runs = (batch: RecordBatch<ScheduleColumns>): ReadonlyArray<Run> => {
  const found: Array<Run> = []
  const column = batch.getChild("covered")
  for (let row = 0; row < batch.numRows; row += 1) {
    const covered = column?.get(row) ?? 0
    const last = found.at(-1)
    if (last?.covered === covered) last.to = row + 1
    else found.push({ batch, covered, from: row, to: row + 1 })
  }
  return found
}

function* rowsOf({ batch, from, to }: Run): Generator<ScheduleRow> {
  const column = <Name extends keyof ScheduleColumns>(name: Name) => batch.getChild(name)
  const [users, cards, goals, gone] = [column("user_id"), column("card_id"), column("goal_id"), column("gone")]
  const [versions, phaseCodes, steps] = [column("version"), column("phase"), column("step")]
  const [stabilities, difficulties] = [column("stability"), column("difficulty")]
  const [reps, lapses, reviewed] = [column("reps"), column("lapses"), column("last_reviewed_at")]
  const [lastDays, dueDays, dueAts] = [column("last_study_day"), column("due_day"), column("due_at")]

  for (let row = from; row < to; row += 1) {
    const lastStudyDay = lastDays?.get(row) ?? null
    const schedule = Schedule.make(
      {
        userId: UserId.make(uuidOf(users?.get(row) ?? none), unchecked),
        cardId: FlashcardId.make(uuidOf(cards?.get(row) ?? none), unchecked),
        goalId: GoalId.make(uuidOf(goals?.get(row) ?? none), unchecked),
        version: versions?.get(row) ?? 0,
        phase: phases[phaseCodes?.get(row) ?? 0] ?? "new",
        step: steps?.get(row) ?? 0,
        stability: stabilities?.get(row) ?? 0,
        difficulty: difficulties?.get(row) ?? 0,
        reps: reps?.get(row) ?? 0,
        lapses: lapses?.get(row) ?? 0,
        lastReviewedAt: instant(reviewed?.get(row)),
        lastStudyDay: lastStudyDay === null ? null : StudyDay.make(lastStudyDay, unchecked),
        dueDay: StudyDay.make(dueDays?.get(row) ?? 0, unchecked),
        dueAt: instant(dueAts?.get(row))
      },
      unchecked
    )
    yield { schedule, gone: gone?.get(row) === 1 }
  }
}

const instant = (millis: bigint | null | undefined) =>
  millis === null || millis === undefined ? null : DateTime.makeUnsafe(Number(millis))
