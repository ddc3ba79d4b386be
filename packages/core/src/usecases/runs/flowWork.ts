/**
 * Carries runs out: takes them up, does the steps of their kind in order, and keeps how they end.
 */
import { DateTime, Effect, Layer } from "effect"
import { isFinal, type NewRunEvent, type Run, type RunFailure, type RunKind } from "../../domain/runs/Run.ts"
import { type DoStep, type Flow, FlowsUnavailable, FlowWork } from "../../ports/runs/Flows.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { continuing } from "../continuing.ts"
import { runIs } from "../study/metrics.ts"
import { type Course, courseOf, type RunOver } from "./Course.ts"
import { bug, failureOf, type RunError } from "./failures.ts"
import { generating } from "./kinds/generation.ts"
import { growing } from "./kinds/goalCreation.ts"
import { rotating } from "./kinds/keyRotation.ts"
import { isUnavailable, patiently } from "./patience.ts"
import { reembedding } from "./kinds/reembedding.ts"
import { regenerating } from "./kinds/regeneration.ts"
import { RunNews } from "./RunNews.ts"
import { strandedAfter, touching, untilUnwanted } from "./watchdog.ts"

/** Does all that is to be done in a run. Gives what is told of it at the end: small JSON. */
export type Work = (course: Course) => Effect.Effect<NewRunEvent["detail"], RunError | RunOver | StoreUnavailable>

export const layer = Layer.effect(
  FlowWork,
  Effect.gen(function* () {
    const store = yield* RunStore
    const news = yield* RunNews
    const works: Record<RunKind, Work> = {
      generation: yield* generating,
      goal_creation: yield* growing,
      regeneration: yield* regenerating,
      reembedding: yield* reembedding,
      key_rotation: yield* rotating
    }
    const end = endingIn(store)

    /** The run once it is running; `null` where it is over, or another attempt's. Waits for its turn at its goal. */
    const takeUp = Effect.fnUntraced(function* ({ attempt, id, userId }: Flow) {
      const something = yield* news.of()
      while (true) {
        const found = yield* store.get(userId, id)
        if (found.attempt !== attempt || isFinal(found)) return null
        if (found.status === "running") return found
        const event = { kind: "started", detail: { attempt } }
        const change = { from: ["queued"], to: "running", event, at: yield* DateTime.now } as const
        const { moved, run } = yield* store.move(userId, id, change)
        if (moved) {
          yield* runIs(run.kind, "running")
          return run
        }
        if (run.status === "queued") yield* something.next
      }
    }, Effect.scoped)

    const underWay = Effect.fnUntraced(function* (run: Run, doStep: DoStep) {
      const course = yield* courseOf(store, run, doStep)
      yield* works[run.kind](course).pipe(
        Effect.flatMap((detail) => end(run, "succeeded", { kind: "succeeded", detail })),
        Effect.catchIf(
          (error) => !isUnavailable(error) && !isOver(error),
          (error) =>
            Effect.flatMap(DateTime.now, (now) => end(run, "failed", failed(failureOf(error, course.lastStep(), now))))
        ),
        Effect.catchDefect((defect) =>
          Effect.andThen(
            Effect.logError(`Run ${run.id} met with a bug.`, defect),
            end(run, "failed", failed({ code: bug, step: course.lastStep(), retryable: false, retryAt: null }))
          )
        ),
        Effect.raceFirst(untilUnwanted(store, run))
      )
    })

    const attempted = Effect.fnUntraced(function* (flow: Flow, doStep: DoStep) {
      const run = yield* Effect.raceFirst(takeUp(flow), touching(store, flow))
      if (run !== null) yield* underWay(run, doStep)
    })

    const carryOut = Effect.fnUntraced(function* (flow: Flow, doStep: DoStep) {
      const causes = [yield* store.causedBy(flow.userId, flow.id)]
      yield* continuing("FlowWork.carryOut", causes, { "loopi.run.id": flow.id })(attempted(flow, doStep))
    })

    return FlowWork.of({
      carryOut: (flow, doStep) =>
        patiently(carryOut(flow, doStep)).pipe(
          Effect.catchTags({ RunConflict: () => Effect.void, RunNotFound: () => Effect.void }),
          Effect.catchTag("StoreUnavailable", (cause) => FlowsUnavailable.make({ cause }))
        ),
      stranded: Effect.gen(function* () {
        const before = DateTime.subtract(yield* DateTime.now, strandedAfter)
        return yield* store.unfinished(before, strandedAtOnce)
      }).pipe(Effect.catchTag("StoreUnavailable", (cause) => FlowsUnavailable.make({ cause })))
    })
  })
)

const strandedAtOnce = 100

interface Failed extends NewRunEvent {
  readonly failure: RunFailure
}

const failed = (failure: RunFailure): Failed => ({
  kind: "failed",
  detail: { code: failure.code, step: failure.step, retryable: failure.retryable },
  failure
})

const endingIn = (store: RunStore["Service"]) =>
  Effect.fnUntraced(function* (
    { id, kind: work, userId }: Run,
    to: "succeeded" | "failed",
    { detail, failure, kind }: NewRunEvent & Partial<Failed>
  ) {
    const at = yield* DateTime.now
    const event = { kind, detail }
    const change = { from: ["running"], to, event, at, ...(failure !== undefined && { failure }) } as const
    const { moved } = yield* store.move(userId, id, change)
    if (moved) yield* runIs(work, to)
  })

const isOver = (error: RunError | RunOver | StoreUnavailable): error is RunOver =>
  error._tag === "RunConflict" || error._tag === "RunNotFound"
