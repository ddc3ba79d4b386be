/**
 * Seals everybody's keys anew, as a run. Broken off, it goes on where it was.
 */
import { Effect } from "effect"
import { Keys } from "../../providerKeys/Keys.ts"
import { RotationReport } from "../../providerKeys/rotationOver.ts"
import type { Course } from "../Course.ts"
import { inPercent } from "../inPercent.ts"

export const rotating = Effect.gen(function* () {
  const keys = yield* Keys

  return Effect.fn("Runs.keyRotation")(function* ({ step, tell }: Course) {
    const onProgress = inPercent((progress) => tell([{ kind: "progress", detail: progress }]))
    const report = yield* step(
      "rotate",
      RotationReport,
      Effect.map(
        keys.rotate((done, total) => onProgress({ done, total })),
        (output) => ({ output })
      )
    )
    return { sealed: report.sealed, unreadable: report.unreadable.length }
  })
})
