/**
 * What every `Flows` must do: carry out what is launched, once, to its end, whatever fails and whoever leaves.
 */
import { assert, it, type Vitest } from "@effect/vitest"
import { Context, Deferred, Effect, Exit, Layer, Scope } from "effect"
import { Flows, FlowWork } from "../../ports/runs/Flows.ts"
import { type Bench, makeBench, newFlow, type Tally } from "./flowBench.ts"

export interface FlowsContractOptions {
  /** Whether machines over the same database share what is launched on one of them. */
  readonly shares: boolean
}

/** `engine` is built once for each machine, over the one `database`. */
export const suite = <R, E, E2>(
  adapter: string,
  engine: Layer.Layer<Flows, E, FlowWork | R>,
  database: Layer.Layer<R, E2>,
  { shares }: FlowsContractOptions
): void =>
  it.layer(database, { timeout: "60 seconds", excludeTestServices: true })(`the Flows (${adapter})`, (it) => {
    const start = startsOf(engine)
    carriesOut(it, start)
    doesNotGiveUp(it, start)
    interrupts(it, start)
    outlives(it, start)
    if (shares) sharing(it, start)
  })

type It<R> = Vitest.MethodsNonLive<R>
type Start<R> = (bench: Bench, name?: string) => Effect.Effect<Machine, never, R | Scope.Scope>

interface Machine {
  readonly flows: Flows["Service"]
  /** Leaves as a program does that is asked to end. */
  readonly stop: Effect.Effect<void>
}

const startsOf =
  <R, E>(engine: Layer.Layer<Flows, E, FlowWork | R>): Start<R> =>
  (bench, name = "one") =>
    Effect.gen(function* () {
      const scope = yield* Effect.acquireRelease(Scope.make(), (scope) => Scope.close(scope, Exit.void))
      const work = Layer.succeed(FlowWork, bench.workOf(name))
      const built = yield* Layer.buildWithScope(Layer.fresh(engine.pipe(Layer.provide(work))), scope)
      return { flows: Context.get(built, Flows), stop: Scope.close(scope, Exit.void) }
    }).pipe(Effect.orDie)

const carriesOut = <R>(it: It<R>, start: Start<R>): void => {
  it.effect("carries out what is launched, its steps in order", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const { flows } = yield* start(bench)
      const flow = yield* newFlow
      yield* flows.launch(flow)
      yield* bench.until(flow, ({ ended }) => ended === 1)
      assert.deepStrictEqual(bench.tally(flow).kept, ["first", "second", "third"])
      assert.strictEqual(bench.tally(flow).begun, 1)
    })
  )

  it.effect("carries out once what is launched a hundred times at once", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const { flows } = yield* start(bench)
      const flow = yield* newFlow
      const gate = yield* Deferred.make<void>()
      bench.script(flow, { gate })
      yield* Effect.replicateEffect(flows.launch(flow), 100, { concurrency: "unbounded", discard: true })
      yield* bench.until(flow, ({ waits }) => waits)
      yield* flows.launch(flow)
      yield* Deferred.succeed(gate, undefined)
      yield* bench.until(flow, ({ ended }) => ended === 1)
      assert.strictEqual(bench.tally(flow).begun, 1)
    })
  )

  it.effect("hands what goes wrong in a step to the work, and goes on where the work does", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const { flows } = yield* start(bench)
      const flow = yield* newFlow
      bench.script(flow, { wrong: "second" })
      yield* flows.launch(flow)
      yield* bench.until(flow, ({ ended }) => ended === 1)
      assert.deepStrictEqual(bench.tally(flow).kept, ["first", "made up for", "third"])
      assert.strictEqual(bench.tally(flow).begun, 1)
    })
  )
}

const doesNotGiveUp = <R>(it: It<R>, start: Start<R>): void => {
  it.effect("carries out again what could not be kept, or met with a bug, until it is done", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const { flows } = yield* start(bench)
      const flow = yield* newFlow
      bench.script(flow, { failures: 2, defects: 1 })
      yield* flows.launch(flow)
      yield* bench.until(flow, ({ ended }) => ended === 1)
      assert.deepStrictEqual(bench.tally(flow).kept, ["first", "second", "third"])
      assert.strictEqual(bench.tally(flow).begun, 4)
    })
  )

  it.effect("carries out what it finds stranded when it starts, and later", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const [before, after] = [yield* newFlow, yield* newFlow]
      bench.strand(before)
      yield* start(bench)
      yield* bench.until(before, ({ ended }) => ended === 1)
      bench.strand(after)
      yield* bench.until(after, ({ ended }) => ended === 1)
      assert.strictEqual(bench.tally(before).begun, 1)
    })
  )
}

const interrupts = <R>(it: It<R>, start: Start<R>): void => {
  it.effect("interrupts a flow in the middle of a step, and carries out the next attempt", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const { flows } = yield* start(bench)
      const flow = yield* newFlow
      bench.script(flow, { gate: yield* Deferred.make<void>() })
      yield* flows.launch(flow)
      yield* bench.until(flow, ({ waits }) => waits)
      bench.cancel(flow)
      yield* flows.interrupt(flow)
      yield* bench.until(flow, ({ atIt, interrupted }) => interrupted > 0 && atIt === 0)
      assert.deepStrictEqual(bench.tally(flow).kept, ["first"])

      const next = { ...flow, attempt: 2 }
      yield* flows.launch(next)
      yield* bench.until(next, ({ ended }) => ended === 1)
      assert.strictEqual(bench.tally(flow).ended, 0)
    })
  )

  it.effect("takes it calmly when there is nothing to interrupt", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const { flows } = yield* start(bench)
      const flow = yield* newFlow
      yield* flows.interrupt(flow)
      yield* flows.launch(flow)
      yield* bench.until(flow, ({ ended }) => ended === 1)
      yield* flows.interrupt(flow)
      assert.strictEqual(bench.tally(flow).begun, 1)
    })
  )
}

const outlives = <R>(it: It<R>, start: Start<R>): void =>
  it.effect("has finished by another machine what one left in the middle of, and no step takes effect twice", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const leaver = yield* start(bench, "leaver")
      const flow = yield* newFlow
      const gate = yield* Deferred.make<void>()
      bench.script(flow, { gate })
      bench.strand(flow)
      yield* leaver.flows.launch(flow)
      yield* bench.until(flow, ({ waits }) => waits)
      yield* leaver.stop
      assert.strictEqual(bench.tally(flow).ended, 0)
      yield* start(bench, "successor")
      yield* Deferred.succeed(gate, undefined)
      yield* bench.until(flow, ({ ended }) => ended === 1)
      assert.deepStrictEqual(bench.tally(flow).machines, ["leaver", "successor"])
      assert.deepStrictEqual(bench.tally(flow).kept, ["first", "second", "third"])
    })
  )

const sharing = <R>(it: It<R>, start: Start<R>): void =>
  it.effect("shares what is launched on one machine with another, and carries each out once", () =>
    Effect.gen(function* () {
      const bench = yield* makeBench
      const one = yield* start(bench, "one")
      yield* start(bench, "two")
      const round = Effect.gen(function* () {
        const flows = yield* Effect.replicateEffect(newFlow, 20)
        yield* Effect.forEach(flows, one.flows.launch, { concurrency: "unbounded" })
        yield* Effect.forEach(flows, (flow) => bench.until(flow, ({ ended }) => ended === 1))
        const tallies = flows.map(bench.tally)
        assert.isTrue(tallies.every(({ kept }) => kept.join() === "first,second,third"))
        return tallies
      })
      // The second one has its share as soon as the first one has noticed it; what is handed over may be begun twice.
      yield* Effect.repeat(round, { until: isShared })
      const tallies = yield* round
      assert.isTrue(isShared(tallies))
      assert.isTrue(tallies.every(({ begun, ended }) => begun === 1 && ended === 1))
    })
  )

const isShared = (tallies: ReadonlyArray<Tally>): boolean =>
  new Set(tallies.flatMap(({ machines }) => machines)).size === 2
