/**
 * Rows of a checkpoint as schedules. They are not checked again: they come from schedules, and there may be many.
 */
import { FlashcardId, GoalId, Schedule, StudyDay, UserId } from "@loopi/core"
import type { FixedSizeBinary, RecordBatch, Vector } from "apache-arrow"
import { DateTime } from "effect"
import { idWidth } from "../../rows/ids.ts"
import { phases } from "../../rows/phases.ts"
import type { ScheduleColumns } from "./columns.ts"
import type { ScheduleRow } from "./encode.ts"

const unchecked = { disableChecks: true } as const

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
  const numbers = <Name extends Whole>(name: Name) => column(name)?.toArray() ?? []
  const [users, cards, goals] = [hexOf(column("user_id")), hexOf(column("card_id")), hexOf(column("goal_id"))]
  const [gone, versions, phaseCodes, steps] = [numbers("gone"), numbers("version"), numbers("phase"), numbers("step")]
  const [stabilities, difficulties] = [numbers("stability"), numbers("difficulty")]
  const [reps, lapses, dueDays] = [numbers("reps"), numbers("lapses"), numbers("due_day")]
  const [reviewed, lastDays, dueAts] = [column("last_reviewed_at"), column("last_study_day"), column("due_at")]

  for (let row = from; row < to; row += 1) {
    const lastStudyDay = lastDays?.get(row) ?? null
    const schedule = Schedule.make(
      {
        userId: UserId.make(uuidAt(users, row), unchecked),
        cardId: FlashcardId.make(uuidAt(cards, row), unchecked),
        goalId: GoalId.make(uuidAt(goals, row), unchecked),
        version: versions[row] ?? 0,
        phase: phases[phaseCodes[row] ?? 0] ?? "new",
        step: steps[row] ?? 0,
        stability: stabilities[row] ?? 0,
        difficulty: difficulties[row] ?? 0,
        reps: reps[row] ?? 0,
        lapses: lapses[row] ?? 0,
        lastReviewedAt: instant(reviewed?.get(row)),
        lastStudyDay: lastStudyDay === null ? null : StudyDay.make(lastStudyDay, unchecked),
        dueDay: StudyDay.make(dueDays[row] ?? 0, unchecked),
        dueAt: instant(dueAts?.get(row))
      },
      unchecked
    )
    yield { schedule, gone: gone[row] === 1 }
  }
}

/** Columns without holes, which can be read as they lie in memory. */
type Whole = "gone" | "version" | "phase" | "step" | "stability" | "difficulty" | "reps" | "lapses" | "due_day"

/** All ids of a column in one text: to cut it up takes a fifth of the time of making each anew. */
const hexOf = (column: Vector<FixedSizeBinary> | null): string =>
  (column?.data ?? [])
    .map(({ length, values }) => Buffer.from(values.buffer, values.byteOffset, length * idWidth).toString("hex"))
    .join("")

const uuidAt = (hex: string, row: number): string => {
  const at = row * idWidth * 2
  const part = (from: number, to: number) => hex.slice(at + from, at + to)
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`
}

const instant = (millis: bigint | null | undefined) =>
  millis === null || millis === undefined ? null : DateTime.makeUnsafe(Number(millis))
