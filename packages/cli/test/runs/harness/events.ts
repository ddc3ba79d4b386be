/**
 * Watches a run as a browser does: by server-sent events, coming back behind the last one whenever it was cut off.
 */
import { Effect, Stream } from "effect"
import type { Ask, Machine } from "./Machine.ts"

export interface Told {
  readonly id: number
  readonly kind: string
}

/** All events of a run, over connections of which each is cut after so many. Goes from machine to machine. */
export const watched = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>, run: string, cutAfter: number) {
  const told: Array<Told> = []
  let connections = 0
  while (!told.some(({ kind }) => kind === "succeeded" || kind === "failed")) {
    const machine = machines[connections++ % machines.length]
    const last = told.at(-1)?.id
    const headers = last === undefined ? {} : { "last-event-id": `${last}` }
    if (machine === undefined) break
    const path = `/api/runs/${run}/events`
    told.push(...(yield* someOf(machine, { path, headers }, cutAfter)))
  }
  return { told, connections }
})

/** The first events of a connection, which is cut then. What came in the same breath is not read any more. */
const someOf = (machine: Machine, ask: Ask, most: number) =>
  Stream.unwrap(
    Effect.map(
      Effect.promise((signal) => machine.open(ask, signal)),
      ({ body }) => Stream.fromReadableStream({ evaluate: () => body ?? new ReadableStream(), onError: String })
    )
  ).pipe(
    Stream.decodeText,
    Stream.splitLines,
    Stream.mapAccum(
      () => "",
      (block, line) => (line === "" ? ["", toldIn(block)] : [`${block}${line}\n`, []])
    ),
    Stream.take(most),
    Stream.runCollect,
    Effect.orDie
  )

/** Signs of life have no id. */
const toldIn = (block: string): ReadonlyArray<Told> => {
  const id = /^id: ?(\d+)$/m.exec(block)?.[1]
  const kind = /^event: ?(\w+)$/m.exec(block)?.[1]
  return id === undefined || kind === undefined ? [] : [{ id: Number(id), kind }]
}
