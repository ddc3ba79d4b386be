/**
 * What happens in a run, as server-sent events: whoever was cut off goes on where they were.
 */
import type { RunEvent } from "@loopi/core"
import { Effect, Schema, Stream } from "effect"

/** `id` numbers the events of a run from 1: a browser sends the last one back by itself. */
export const RunEventMessage = Schema.Struct({
  id: Schema.optional(Schema.String),
  event: Schema.String,
  data: Schema.fromJsonString(Schema.Struct({ at: Schema.DateTimeUtcFromString, detail: Schema.Json }))
})
export type RunEventMessage = typeof RunEventMessage.Type

export const toMessage = ({ at, detail, kind, seq }: RunEvent): RunEventMessage => ({
  id: `${seq}`,
  event: kind,
  data: { at, detail }
})

/** Proxies close a connection that is silent for a minute. */
const quietFor = "15 seconds"

/** A sign of life between events, which names none of them. */
export const keptAlive = <E, R>(events: Stream.Stream<RunEventMessage, E, R>): Stream.Stream<RunEventMessage, E, R> =>
  Stream.merge(events, Stream.drop(Stream.tick(quietFor), 1).pipe(Stream.mapEffect(() => sign)), {
    haltStrategy: "left"
  })

const sign = Effect.map(
  Schema.decodeEffect(Schema.DateTimeUtcFromString)("1970-01-01T00:00:00.000Z").pipe(Effect.orDie),
  (at): RunEventMessage => ({ id: undefined, event: "alive", data: { at, detail: null } })
)
