/**
 * The server as a process of its own, for tests that kill processes: `node --conditions=@loopi/source main.ts 8123 50`
 * listens on port 8123 and takes 50 milliseconds to answer. What it counted is at `/counts`, what it was asked at
 * `/seen`. Prints its address as soon as it listens.
 */
import { Effect } from "effect"
import { argv, stdout } from "node:process"
import { plausibly, start } from "./MessagesServer.ts"

const served = Effect.gen(function* () {
  const delayMs = Number(argv[3] ?? 0)
  const { url } = yield* start(Number(argv[2] ?? 0), (request, n) => ({ ...plausibly(request, n), delayMs }))
  stdout.write(`${url}\n`)
  return yield* Effect.never
})

Effect.runFork(Effect.scoped(served))
