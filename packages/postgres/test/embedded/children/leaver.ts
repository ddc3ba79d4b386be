/**
 * A process that asks one question and comes to its end without closing anything.
 */
import { Effect, Scope } from "effect"
import { open } from "../../../src/embedded/Embedded.ts"
import { connect } from "../wireClient.ts"

const scope = Scope.makeUnsafe()
const asking = Effect.gen(function* () {
  const client = yield* connect(yield* open({ seed: process.argv[2] }))
  process.stdout.write(`answered ${(yield* client.values("SELECT 1")).join()}\n`)
})
await Effect.runPromise(Scope.provide(asking, scope))
