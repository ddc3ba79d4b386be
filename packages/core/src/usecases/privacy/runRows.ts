/**
 * A learner's runs, with what came out of their steps and what happened in them, as rows of an export.
 */
import { Array, Effect, Option, Stream } from "effect"
import type { ExportRow } from "../../domain/privacy/Export.ts"
import type { Run, RunEvent, RunId } from "../../domain/runs/Run.ts"
import type { UserId } from "../../domain/users/User.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

const pageSize = 500

export const runRows = Effect.gen(function* () {
  const runs = yield* RunStore

  const all = (userId: UserId) =>
    Stream.paginate<RunId | undefined, Run, StoreUnavailable>(undefined, (after) =>
      Effect.map(runs.list(userId, { limit: pageSize, ...(after !== undefined && { after }) }), (page) => [
        page,
        page.length < pageSize ? Option.none() : Option.map(Array.last(page), ({ id }) => id)
      ])
    )

  const eventsOf = ({ id, userId }: Run) =>
    Stream.paginate<number, RunEvent, StoreUnavailable>(0, (after) =>
      Effect.map(runs.events(userId, id, after, pageSize), (page) => [
        page,
        page.length < pageSize ? Option.none() : Option.map(Array.last(page), ({ seq }) => seq)
      ])
    )

  const ofRun = (run: Run): Stream.Stream<ExportRow, StoreUnavailable> =>
    Stream.fromIterable<ExportRow>([["runs", run]]).pipe(
      Stream.concat(
        Stream.fromIterableEffect(runs.steps(run.userId, run.id)).pipe(
          Stream.map((step): ExportRow => ["runSteps", { runId: run.id, ...step }])
        )
      ),
      Stream.concat(Stream.map(eventsOf(run), (event): ExportRow => ["runEvents", { runId: run.id, ...event }]))
    )

  return (userId: UserId) => Stream.flatMap(all(userId), ofRun)
})
