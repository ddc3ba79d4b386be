/**
 * Watches a run as a browser does: by server-sent events, coming back behind the last one whenever it was cut off.
 */
import { Effect } from "effect"
import type { Machine } from "./Machine.ts"

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
    told.push(...(yield* Effect.promise(() => someOf(machine, { path, headers }, cutAfter))))
  }
  return { told, connections }
})

const someOf = async (machine: Machine, ask: Parameters<Machine["open"]>[0], most: number) => {
  const cut = new AbortController()
  const response = await machine.open(ask, cut.signal)
  const found: Array<Told> = []
  let text = ""
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split("\n\n")
    text = blocks.pop() ?? ""
    found.push(...blocks.flatMap(toldIn))
    if (found.length >= most) break
  }
  cut.abort()
  // What came in the same breath was not read any more.
  return found.slice(0, most)
}

/** Signs of life have no id. */
const toldIn = (block: string): ReadonlyArray<Told> => {
  const id = /^id: ?(\d+)$/m.exec(block)?.[1]
  const kind = /^event: ?(\w+)$/m.exec(block)?.[1]
  return id === undefined || kind === undefined ? [] : [{ id: Number(id), kind }]
}
