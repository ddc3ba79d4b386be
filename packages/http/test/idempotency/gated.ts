/**
 * A server on which goals are made when the test lets them, or not at all.
 */
import { Goals } from "@loopi/core"
import { Context, Deferred, Effect, Layer } from "effect"
import { InMemory, serve } from "../app.ts"

export class Gate extends Context.Service<
  Gate,
  {
    /** How the next goal is made: an effect that comes before. */
    readonly next: (before: Effect.Effect<void>) => void
  }
>()("@loopi/http/test/idempotency/gated/Gate") {}

const Gated = Layer.effectContext(
  Effect.gen(function* () {
    const goals = yield* Goals
    let before: Effect.Effect<void> = Effect.void
    const create: typeof goals.create = (userId, input) =>
      Effect.suspend(() => {
        const first = before
        before = Effect.void
        return Effect.andThen(first, goals.create(userId, input))
      })
    return Context.make(Goals, { ...goals, create }).pipe(Context.add(Gate, { next: (effect) => (before = effect) }))
  })
)

export const GatedApp = serve(Gated.pipe(Layer.provideMerge(InMemory)))

/** Holds the next goal until it is released, and tells when it is there. */
export const holdNext = Effect.gen(function* () {
  const { next } = yield* Gate
  const [begun, release] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
  next(Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(release)))
  return { begun: Deferred.await(begun), release: Deferred.succeed(release, undefined) }
})
