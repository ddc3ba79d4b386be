/**
 * What every adapter of `Flows` does around the work: it does not give up, and it takes up what was left behind.
 */
import { Duration, Effect, Schedule } from "effect"
import { type DoStep, type Flow, type Flows, FlowsUnavailable, type FlowWork } from "../ports/runs/Flows.ts"

/** At first at once, in a long outage twice a minute. */
const patience = Schedule.min([Schedule.exponential("200 millis"), Schedule.spaced("30 seconds")])

const sweepEvery = Duration.seconds(5)

/** Carries a run out for as long as its outcome cannot be kept, also where the work has a bug. */
export const persistently = (work: FlowWork["Service"], flow: Flow, doStep: DoStep): Effect.Effect<void> =>
  work.carryOut(flow, doStep).pipe(
    Effect.catchDefect((defect) =>
      Effect.andThen(
        Effect.logError(`Run ${flow.id} met with a bug and is carried out again.`, defect),
        Effect.fail(FlowsUnavailable.make({ cause: defect }))
      )
    ),
    Effect.retry(patience),
    // The schedule never ends.
    Effect.orDie
  )

/** Has carried out what nobody seems to be carrying out, now and every few seconds: what a crash or an outage left. */
export const sweeping = ({ stranded }: FlowWork["Service"], launch: Flows["Service"]["launch"]): Effect.Effect<never> =>
  Effect.suspend(() => {
    // An outage is said once, however often it is met.
    let lasting = false
    const begun = (why: unknown) =>
      Effect.suspend(() => {
        if (lasting) return Effect.void
        lasting = true
        return Effect.logWarning("Runs that were left behind wait, as nobody can look for them.", why)
      })
    return stranded.pipe(
      Effect.flatMap(Effect.forEach(launch, { discard: true })),
      Effect.andThen(Effect.sync(() => (lasting = false))),
      Effect.catch(begun),
      Effect.catchDefect(begun),
      Effect.repeat(Schedule.spaced(sweepEvery)),
      Effect.andThen(Effect.never)
    )
  })
