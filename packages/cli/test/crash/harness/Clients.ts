/**
 * Eight clients that rate at full speed for as long as they are wanted.
 */
import { Clock, Effect, Fiber, Ref } from "effect"
import { rateOverHttp } from "../clients/rateOverHttp.ts"
import type { Witness } from "../clients/Witness.ts"
import type { Served } from "./Served.ts"

export interface Clients {
  /** Lets each of them finish what it has sent. */
  readonly stop: Effect.Effect<void>
}

const many = 8

export const startClients = Effect.fnUntraced(function* (witness: Witness, served: Served) {
  const wanted = yield* Ref.make(true)
  const send = rateOverHttp(served)
  const client = Effect.gen(function* () {
    while (yield* Ref.get(wanted)) {
      const outcome = yield* witness.next(send)
      // Whoever gets no answer asks again soon, but does not spin.
      if (outcome.tag === "unknown") yield* Effect.sleep("20 millis")
    }
  })
  const all = Effect.forEach(Array(many).keys(), () => client, { concurrency: many, discard: true })
  const running = yield* Effect.forkChild(all)
  return { stop: Effect.andThen(Ref.set(wanted, false), Fiber.join(running)) } satisfies Clients
})

/** Rates until one rating is acknowledged, and says how long that took, in milliseconds. */
export const firstAnswer = Effect.fnUntraced(function* (witness: Witness, served: Served, since: number) {
  const send = rateOverHttp(served)
  for (;;) {
    const { tag } = yield* witness.next(send)
    if (tag === "acknowledged") return (yield* Clock.currentTimeMillis) - since
    if (tag === "unknown") yield* Effect.sleep("20 millis")
  }
})
