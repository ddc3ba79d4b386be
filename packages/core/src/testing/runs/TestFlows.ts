/**
 * Runs carried out in the test's own process, without anybody looking for stranded ones: tests leap through years, and
 * would wait for each look on the way.
 */
import { Effect, FiberMap, Layer } from "effect"
import { type DoStep, type Flow, Flows, FlowWork } from "../../ports/runs/Flows.ts"
import { persistently } from "../../flows/flowCare.ts"

export const layer: Layer.Layer<Flows, never, FlowWork> = Layer.effect(
  Flows,
  Effect.gen(function* () {
    const work = yield* FlowWork
    const fibers = yield* FiberMap.make<string>()
    return Flows.of({
      launch: (flow) =>
        Effect.asVoid(FiberMap.run(fibers, keyOf(flow), persistently(work, flow, doStep), { onlyIfMissing: true })),
      interrupt: (flow) => FiberMap.remove(fibers, keyOf(flow))
    })
  })
)

const doStep: DoStep = (_name, step) => step

const keyOf = ({ attempt, id }: Flow): string => `${id}/${attempt}`
