/**
 * What the benches measure with.
 */
import { Effect } from "effect"

export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Runs numbered tasks from so many fibers, and gives the milliseconds each took. */
export const measure = <E, R>(
  tasks: number,
  fibers: number,
  run: (n: number) => Effect.Effect<unknown, E, R>
): Effect.Effect<Measured, E, R> =>
  Effect.suspend(() => {
    const took: Array<number> = []
    const timed = (n: number) =>
      Effect.suspend(() => {
        const begun = performance.now()
        return Effect.tap(run(n), () => Effect.sync(() => took.push(performance.now() - begun)))
      })
    const begun = performance.now()
    return Effect.forEach(Array(tasks).keys(), timed, { concurrency: fibers, discard: true }).pipe(
      Effect.map(() => {
        const seconds = (performance.now() - begun) / 1_000
        took.sort((a, b) => a - b)
        const at = (share: number) => took[Math.floor(share * (took.length - 1))] ?? 0
        return { perSecond: tasks / seconds, p50: at(0.5), p99: at(0.99) }
      })
    )
  })

export const show = ({ p50, p99, perSecond }: Measured): string =>
  `${perSecond.toFixed(0).padStart(7)}/s  p50 ${p50.toFixed(2).padStart(7)} ms  p99 ${p99.toFixed(2).padStart(7)} ms`
