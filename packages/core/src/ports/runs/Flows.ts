import { Context, type Effect, Schema } from "effect"
import type { Run } from "../../domain/runs/Run.ts"

/** What carries runs out cannot be reached. What was asked for is kept and done later. */
export class FlowsUnavailable extends Schema.TaggedError<FlowsUnavailable>()("FlowsUnavailable", {
  cause: Schema.Defect()
}) {}

/** Names one try at a run: all that is told to other machines. */
export type Flow = Pick<Run, "id" | "userId" | "attempt">

/** Does a step of a flow, in the way of whoever carries it out: an engine may remember that it is done. */
export type DoStep = <E, R>(name: string, step: Effect.Effect<void, E, R>) => Effect.Effect<void, E, R>

/** Durable execution: what is launched is carried out to its end, on this machine or another, whatever is killed. */
export class Flows extends Context.Service<
  Flows,
  {
    /** Has a run carried out. Asking twice is asking once. Does not wait for it. */
    readonly launch: (flow: Flow) => Effect.Effect<void, FlowsUnavailable>
    /** Interrupts a run wherever it is carried out. */
    readonly interrupt: (flow: Flow) => Effect.Effect<void, FlowsUnavailable>
  }
>()("@loopi/core/ports/runs/Flows") {}

/**
 * What flows consist of: the core's own work, handed to the adapter of `Flows` that carries it out.
 *
 * **Details**
 *
 * Refuses nothing and never fails for good: what goes wrong in a run is kept with the run. Fails only where that cannot
 * be kept, and is then to be carried out again. Carried out twice, also at once, each step takes effect once.
 */
export class FlowWork extends Context.Service<
  FlowWork,
  {
    readonly carryOut: (flow: Flow, doStep: DoStep) => Effect.Effect<void, FlowsUnavailable>
    /** Runs of anybody that nobody seems to be carrying out. */
    readonly stranded: Effect.Effect<ReadonlyArray<Flow>, FlowsUnavailable>
  }
>()("@loopi/core/ports/runs/Flows/FlowWork") {}
