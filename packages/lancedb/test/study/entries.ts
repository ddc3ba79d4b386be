/**
 * Lines to write into journals.
 */
import { newSchedule } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Effect } from "effect"
import type { JournalEntry } from "../../src/study/journal/JournalEntry.ts"
import { UserId } from "@loopi/core"

const learner = UserId.make("00000000-0000-4000-8000-000000000001")

/** A card begun and rated so many times. */
export const entriesOf = Effect.fnUntraced(function* (ratings: number) {
  const start = newSchedule(yield* fixtures.makeCard(yield* fixtures.makeGoal(learner)))
  const entries: Array<JournalEntry> = [{ _tag: "Started", schedules: [start] }]
  let before = start
  for (let i = 1; i <= ratings; i++) {
    const { after, review } = yield* fixtures.makeReview(before, 3, i)
    entries.push({ _tag: "Rated", at: fixtures.january(i), schedule: after, review })
    before = after
  }
  return entries
})
