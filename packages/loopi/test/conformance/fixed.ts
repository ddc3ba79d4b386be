/**
 * What else would differ from run to run: the learner, the ids, and what is learned.
 */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Ids, StudyCalendar, UserId } from "@loopi/core"
import { Effect, Layer, Schema } from "effect"

export const learner = UserId.make("00000000-0000-7000-8000-00000000c0de")

export const calendar = Schema.decodeSync(StudyCalendar)({ timeZone: "Europe/Berlin", rolloverHour: 4 })

/** A Monday on which Berlin has winter time, at noon. */
export const start = Date.UTC(2026, 0, 5, 11)

/** When the journal has long let go of what was archived. */
export const later = Date.UTC(2026, 2, 2, 11)

export const day = "1 day"

export const note = {
  name: "spaced-learning.md",
  text: readFileSync(fileURLToPath(new URL("../../../../examples/spaced-learning.md", import.meta.url)), "utf8")
}

/** Ids by number, in the order they are asked for. */
export const numberedIds = Layer.sync(Ids, () => {
  let last = 0
  return { next: Effect.sync(() => `00000000-0000-7000-8000-${`${++last}`.padStart(12, "0")}`) }
})
