/**
 * Fills the space of an embedder, as a run. What is done stays done: whoever does the step again goes on from there.
 */
import { Effect } from "effect"
import { Reindex, type ReindexProgress, ReindexReport } from "../../vectors/Reindex.ts"
import type { Course } from "../Course.ts"
import { inPercent } from "../inPercent.ts"

export const reembedding = Effect.gen(function* () {
  const reindex = yield* Reindex

  return Effect.fn("Runs.reembedding")(function* ({ run, step, tell }: Course) {
    const { space } = run.input
    const onProgress = inPercent(({ done, total }: ReindexProgress) =>
      tell([{ kind: "progress", detail: { done, total } }])
    )
    const report = yield* step(
      "reindex",
      ReindexReport,
      Effect.map(reindex.run(space === undefined ? {} : { space }, onProgress), (output) => ({ output }))
    )
    return { space: report.space, done: report.done }
  })
})
