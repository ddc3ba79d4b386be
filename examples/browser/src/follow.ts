/**
 * Watches a run by server-sent events until it is over; whoever is cut off goes on behind the last event.
 */
import { isFinal, type RunId } from "@loopi/core"
import { Effect, Ref, Schedule, Stream } from "effect"
import { loopi } from "./loopi.ts"

export interface Told {
  readonly kind: string
  readonly detail: unknown
}

export const follow = Effect.fnUntraced(function* (id: RunId, tell: (told: Told) => void) {
  const last = yield* Ref.make(0)
  const watching = Effect.gen(function* () {
    const events = yield* loopi.runs.events({ params: { id }, query: { after: yield* Ref.get(last) } })
    yield* Stream.runForEach(events, ({ data, event, id }) => {
      tell({ kind: event, detail: data.detail })
      return id === undefined ? Effect.void : Ref.set(last, Number(id))
    })
  })
  // Whether the line was cut or the run is over is told by the run.
  const look = Effect.andThen(Effect.ignore(watching), loopi.runs.get({ params: { id } }))
  return yield* Effect.repeat(look, { until: isFinal, schedule: Schedule.spaced("1 second") })
})
