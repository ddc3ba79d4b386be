/**
 * Flows as durable workflows: what was launched is in the database, and whichever machine holds its shard carries it out.
 */
import { type Flow, Flows, FlowsUnavailable, FlowWork, RunId, sweeping, UserId } from "@loopi/core"
import { Effect, Layer, References, Schema } from "effect"
import { ClusterWorkflowEngine, type MessageStorage, type Sharding } from "effect/cluster"
import { Workflow, WorkflowEngine } from "effect/workflow"
import { carriedOutIn } from "./lettingGo.ts"

/** All that other machines are told. */
export const RunFlow = Workflow.make("loopi/run", {
  payload: { runId: RunId, userId: UserId, attempt: Schema.Int },
  idempotencyKey: ({ attempt, runId }) => `${runId}/${attempt}`
})

/** Over a cluster: this machine carries out its share. */
export const layer: Layer.Layer<Flows, never, FlowWork | Sharding.Sharding | MessageStorage.MessageStorage> =
  Layer.effect(
    Flows,
    Effect.gen(function* () {
      const work = yield* FlowWork
      const carryOut = carriedOutIn(yield* Effect.scope)
      const engine = yield* WorkflowEngine.WorkflowEngine
      // The machines' own log is quiet, and that of the work is not.
      const level = yield* References.MinimumLogLevel
      yield* engine.register(RunFlow, ({ attempt, runId, userId }) =>
        carryOut(work, { id: runId, userId, attempt }).pipe(Effect.provideService(References.MinimumLogLevel, level))
      )
      const launch = (flow: Flow) =>
        RunFlow.execute(payloadOf(flow), { discard: true }).pipe(
          Effect.provideService(WorkflowEngine.WorkflowEngine, engine),
          orUnavailable
        )
      // The engine's plain `interrupt` waits for the work to pause, which ours never does.
      const interrupt = (flow: Flow) =>
        RunFlow.executionId(payloadOf(flow)).pipe(
          Effect.flatMap((executionId) => engine.interruptUnsafe(RunFlow, executionId)),
          orUnavailable
        )
      yield* Effect.forkScoped(sweeping(work, launch))
      return Flows.of({ launch, interrupt })
    })
  ).pipe(Layer.provide(ClusterWorkflowEngine.layer))

const payloadOf = ({ attempt, id, userId }: Flow) => ({ runId: id, userId, attempt })

/** The engine tries again for a while, and dies where that does not help. */
const orUnavailable = <A, E>(asked: Effect.Effect<A, E>): Effect.Effect<void, FlowsUnavailable> =>
  asked.pipe(
    Effect.timeout("10 seconds"),
    Effect.catchDefect((cause) => FlowsUnavailable.make({ cause })),
    Effect.mapError((cause) => FlowsUnavailable.make({ cause })),
    Effect.asVoid
  )
