/**
 * Brings back what was kept: the newest checkpoint, and every line of the journal since.
 */
import { mkdir } from "node:fs/promises"
import { Effect } from "effect"
import { attempt } from "../attempt.ts"
import { recover, type RecoveredSegment } from "./journal/recover.ts"
import { StudyJournalDamaged } from "./StudyJournalUnusable.ts"
import * as StudyMemory from "./StudyMemory.ts"
import { decode } from "./table/decode.ts"
import type { ScheduleTables } from "./table/ScheduleTables.ts"

/** `directory` is the journal's. `isKnown`: somebody has kept something here, so there must be a journal. */
export const openMemory = Effect.fn("LanceStudy.openMemory")(function* (
  directory: string,
  tables: ScheduleTables,
  isKnown: boolean
) {
  yield* attempt("StudyJournal.open", () => mkdir(directory, { recursive: true, mode: 0o700 }))
  const { recorded, segments, tail } = yield* recover(directory)
  if (segments.length === 0 && (isKnown || (yield* tables.names).length > 0)) {
    return yield* StudyJournalDamaged.make({ path: directory, offset: 0, reason: "missing" })
  }

  const memory = StudyMemory.make()
  memory.remember(recorded)
  yield* restore(memory, tables)
  yield* tables.tidy(recorded.checkpoint)
  for (const segment of segments) replay(memory, segment)
  return { memory, tail }
})

const restore = Effect.fnUntraced(function* (memory: StudyMemory.StudyMemory, tables: ScheduleTables) {
  const { checkpoint } = memory.recorded()
  if (checkpoint === null) return
  for (const { gone, schedule } of decode(yield* tables.load(checkpoint))) {
    if (gone) memory.state.remove(schedule.userId, schedule.cardId)
    else memory.state.put(schedule)
  }
})

const replay = (memory: StudyMemory.StudyMemory, { entries, header }: RecoveredSegment): void => {
  memory.segments.set(header.number, header.begunAt)
  for (const entry of entries) memory.apply(entry, header.number)
}
