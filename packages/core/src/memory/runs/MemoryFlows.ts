/**
 * Carries runs out in this process. What it is in the middle of when it ends is taken up by the next one, where runs are
 * kept: this is all that an app of one process needs.
 */
import { Effect, FiberMap, Layer } from "effect"
import { type DoStep, type Flow, Flows, FlowWork } from "../../ports/runs/Flows.ts"
import { persistently, sweeping } from "../../flows/flowCare.ts"

export const layer: Layer.Layer<Flows, never, FlowWork> = Layer.effect(
  Flows,
  Effect.gen(function* () {
    const work = yield* FlowWork
    // Interrupted with the scope: a run that is not finished stays as it is.
    const fibers = yield* FiberMap.make<string>()
    const launch = (flow: Flow) =>
      Effect.asVoid(FiberMap.run(fibers, keyOf(flow), persistently(work, flow, doStep), { onlyIfMissing: true }))
    yield* Effect.forkScoped(sweeping(work, launch))
    return Flows.of({ launch, interrupt: (flow) => FiberMap.remove(fibers, keyOf(flow)) })
  })
)

/** Remembers nothing: the work knows which of its steps are done. */
const doStep: DoStep = (_name, step) => step

const keyOf = ({ attempt, id }: Flow): string => `${id}/${attempt}`
