/**
 * How this process is doing: its memory, its processor, and how long the event loop keeps others waiting.
 */
import { Effect, Metric } from "effect"
import { monitorEventLoopDelay } from "node:perf_hooks"
import process from "node:process"

/** Looks at the process each time it is run. */
export const makeLook = Effect.gen(function* () {
  const delay = yield* Effect.acquireRelease(Effect.sync(watchedDelay), (delay) => Effect.sync(() => delay.disable()))
  let before = { user: 0, system: 0 }

  const look = Effect.gen(function* () {
    const { heapUsed, rss } = process.memoryUsage()
    yield* Metric.update(memory, rss)
    yield* Metric.update(heap, heapUsed)
    yield* Metric.update(uptime, process.uptime())
    const { system, user } = process.cpuUsage()
    yield* Metric.update(Metric.withAttributes(cpu, { "cpu.mode": "user" }), (user - before.user) / 1e6)
    yield* Metric.update(Metric.withAttributes(cpu, { "cpu.mode": "system" }), (system - before.system) / 1e6)
    before = { user, system }
    yield* Effect.forEach(Object.entries(delays), ([of, gauge]) => Metric.update(gauge, secondsOf(delay, of)))
    // Each look tells of the time since the one before.
    delay.reset()
  })
  return { look }
})

type Delay = ReturnType<typeof monitorEventLoopDelay>

const watchedDelay = (): Delay => {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return delay
}

const secondsOf = (delay: Delay, of: string): number => {
  const nanos = of === "max" ? delay.max : delay.percentile(Number(of.slice(1)))
  // Before the first measurement it is the largest or smallest number there is.
  return delay.count === 0 ? 0 : nanos / 1e9
}

const seconds = { unit: "s" }
const bytes = { unit: "By" }

const memory = Metric.gauge("process.memory.usage", { description: "Memory in RAM.", attributes: bytes })
const heap = Metric.gauge("v8js.memory.heap.used", { description: "Of it, the heap of V8 in use.", attributes: bytes })
const uptime = Metric.gauge("process.uptime", { description: "Since the process began.", attributes: seconds })
const cpu = Metric.counter("process.cpu.time", {
  description: "Time of processors that was used.",
  incremental: true,
  attributes: seconds
})

const delayed = (of: string) =>
  Metric.gauge(`nodejs.eventloop.delay.${of}`, { description: `Delay of the event loop, ${of}.`, attributes: seconds })

const delays = { p50: delayed("p50"), p90: delayed("p90"), p99: delayed("p99"), max: delayed("max") }
