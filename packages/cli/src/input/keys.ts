/**
 * What a learner presses while studying: single keys at a terminal, lines where input is piped in.
 */
import { createInterface } from "node:readline"
import { Effect, type Option, Queue, type Scope, Stream, Terminal } from "effect"

/** Waits for the next key; none will come after Ctrl-C, Ctrl-D or the end of the input. */
export interface Keys {
  readonly next: Effect.Effect<Option.Option<string>>
}

export const keys: Effect.Effect<Keys, never, Scope.Scope | Terminal.Terminal> = Effect.suspend(() =>
  process.stdin.isTTY ? pressed : lines
)

const pressed = Effect.gen(function* () {
  const terminal = yield* Terminal.Terminal
  const input = yield* terminal.readInput
  const name = Effect.map(Queue.take(input), ({ key }) => (endsLine.has(key.name) ? "" : key.name))
  return { next: Effect.option(name) }
})

const endsLine = new Set(["return", "enter"])

const lines = Effect.gen(function* () {
  const input = createInterface({ input: process.stdin })
  const queue = yield* Stream.fromAsyncIterable(input, () => "closed").pipe(Stream.toQueue({ capacity: 16 }))
  return { next: Effect.option(Effect.map(Queue.take(queue), (line) => line.trim())) }
})
