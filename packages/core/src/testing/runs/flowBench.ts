/**
 * Work for flows to carry out in tests: it counts, fails, waits and keeps the outcome of its steps as runs do.
 */
import { Deferred, Effect, Schema } from "effect"
import { RunId } from "../../domain/runs/Run.ts"
import { UserId } from "../../domain/users/User.ts"
import { type DoStep, type Flow, FlowsUnavailable, type FlowWork } from "../../ports/runs/Flows.ts"
import { Ids } from "../../ports/Ids.ts"

/** What was done for a flow, by all machines together. */
export interface Tally {
  /** How often it was begun, and how many are at it now. */
  begun: number
  atIt: number
  ended: number
  interrupted: number
  /** Whether it has come to its gate. */
  waits: boolean
  /** The machines that began it. */
  readonly machines: Array<string>
  /** Steps in the order they took effect: the first one wins, as in the store of runs. */
  readonly kept: Array<string>
}

/** What becomes of a flow, where it is not just carried out. */
export interface Script {
  /** So many times it cannot be kept. */
  readonly failures?: number
  /** So many times there is a bug in it. */
  readonly defects?: number
  /** What its second step waits for. */
  readonly gate?: Deferred.Deferred<void>
  /** The step that goes wrong, so that another one is done in its place. */
  readonly wrong?: string
}

export const newFlow: Effect.Effect<Flow> = Effect.gen(function* () {
  const ids = yield* Ids
  return { id: RunId.make(yield* ids.next), userId: UserId.make(yield* ids.next), attempt: 1 }
})

/** All flows of a test, whichever machine carries them out. */
export const makeBench = Effect.sync(() => {
  const tallies = new Map<string, Tally>()
  const scripts = new Map<string, Script>()
  const stranded = new Map<string, Flow>()
  const cancelled = new Set<string>()
  const changes = new Set<() => void>()

  const tally = (flow: Flow): Tally => {
    const key = keyOf(flow)
    const found = tallies.get(key) ?? newTally()
    tallies.set(key, found)
    return found
  }
  const change = (flow: Flow, how: (tally: Tally) => void) =>
    Effect.sync(() => {
      how(tally(flow))
      changes.forEach((look) => look())
    })

  const begin = (flow: Flow, machine: string) =>
    change(flow, (tally) => {
      tally.begun++
      tally.atIt++
      tally.machines.push(machine)
    })
  const keep = (flow: Flow, step: string) => change(flow, ({ kept }) => void (kept.includes(step) || kept.push(step)))

  const carriedOut = Effect.fnUntraced(function* (flow: Flow, doStep: DoStep) {
    const { begun, kept } = tally(flow)
    const { defects = 0, failures = 0, gate, wrong } = scripts.get(keyOf(flow)) ?? {}
    for (const step of steps) {
      if (kept.includes(step)) continue
      if (cancelled.has(keyOf(flow))) return
      if (step === "second" && gate !== undefined) {
        const waits = change(flow, (tally) => (tally.waits = true))
        yield* doStep("waiting", Effect.andThen(waits, Deferred.await(gate)))
      }
      const work = step === wrong ? WentWrong.make({ step }) : keep(flow, step)
      yield* Effect.catchTag(doStep(step, work), "WentWrong", () => doStep("instead", keep(flow, "made up for")))
      if (begun <= failures) return yield* FlowsUnavailable.make({ cause: "nothing can be kept" })
      if (begun <= failures + defects) return yield* Effect.die("a bug")
    }
    yield* change(flow, (tally) => tally.ended++)
  })

  const workOf = (machine: string): FlowWork["Service"] => ({
    carryOut: (flow, doStep) =>
      begin(flow, machine).pipe(
        Effect.andThen(carriedOut(flow, doStep)),
        Effect.onInterrupt(() => change(flow, (tally) => tally.interrupted++)),
        Effect.ensuring(change(flow, (tally) => tally.atIt--))
      ),
    stranded: Effect.sync(() => [...stranded.values()].filter((flow) => tally(flow).atIt + tally(flow).ended === 0))
  })

  return {
    tally,
    workOf,
    script: (flow: Flow, script: Script) => void scripts.set(keyOf(flow), script),
    /** From now on it is stranded whenever nobody is at it. */
    strand: (flow: Flow) => void stranded.set(keyOf(flow), flow),
    /** From now on there is nothing more to do for it. */
    cancel: (flow: Flow) => void cancelled.add(keyOf(flow)),
    /** Waits until it is so. */
    until: (flow: Flow, isSo: (tally: Tally) => boolean): Effect.Effect<void> =>
      Effect.callback((resume) => {
        const look = () => {
          if (!isSo(tally(flow))) return
          changes.delete(look)
          resume(Effect.void)
        }
        changes.add(look)
        look()
        return Effect.sync(() => changes.delete(look))
      })
  }
})
export type Bench = Effect.Success<typeof makeBench>

const steps = ["first", "second", "third"]

class WentWrong extends Schema.TaggedError<WentWrong>()("WentWrong", { step: Schema.String }) {}

const keyOf = ({ attempt, id }: Flow): string => `${id}/${attempt}`

const newTally = (): Tally => ({ begun: 0, atIt: 0, ended: 0, interrupted: 0, waits: false, machines: [], kept: [] })
