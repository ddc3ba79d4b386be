/**
 * What a learner presses while studying: single keys at a terminal, lines where input is piped in.
 */
import { createInterface } from "node:readline"
import { Effect, Queue, Stream, Terminal } from "effect"

/** Waits for the next key; `undefined` when there will be none: Ctrl-C, Ctrl-D or the end of the input. */
export type NextKey = Effect.Effect<string | undefined>

export const nextKey = Effect.gen(function* () {
  return process.stdin.isTTY ? yield* pressed : yield* lines
})

const pressed = Effect.gen(function* () {
  const terminal = yield* Terminal.Terminal
  const input = yield* terminal.readInput
  return Queue.take(input).pipe(
    Effect.map(({ key }) => (key.name === "return" || key.name === "enter" ? "" : key.name)),
    Effect.catchCause(() => Effect.undefined)
  ) satisfies NextKey
})

const lines = Effect.gen(function* () {
  const queue = yield* Queue.unbounded<string | undefined>()
  yield* Stream.fromAsyncIterable(createInterface({ input: process.stdin }), () => "input closed").pipe(
    Stream.runForEach((line) => Queue.offer(queue, line.trim())),
    Effect.ignore,
    Effect.andThen(Queue.offer(queue, undefined)),
    Effect.forkScoped
  )
  return Queue.take(queue) satisfies NextKey
})
