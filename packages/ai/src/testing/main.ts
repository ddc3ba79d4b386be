/**
 * The server as a process of its own, for tests that kill processes: `node --conditions=@loopi/source main.ts 8123`.
 * Its counts are at `/counts`. Prints its address as soon as it listens.
 */
import { Effect } from "effect"
import { argv, stdout } from "node:process"
import { start } from "./MessagesServer.ts"

const served = Effect.gen(function* () {
  const { url } = yield* start(Number(argv[2] ?? 0))
  stdout.write(`${url}\n`)
  return yield* Effect.never
})

Effect.runFork(Effect.scoped(served))
