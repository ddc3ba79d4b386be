/**
 * A server in this process on a plan, and a learner who has studied a while: to be asked while something is away.
 */
import { ArchivingPace, CurrentPolicy, defaultPolicy } from "@loopi/core"
import { Http, Server, TokenAuthentication } from "@loopi/http"
import { Duration, Effect, Layer, Logger, Redacted } from "effect"
import { Composition, embeddedLearnerId, ensureEmbeddedLearner, type Plan } from "loopi"
import { asking } from "./asking.ts"
import { prepared } from "./prepared.ts"

const token = "loopi_for_tests"

/** What is rated is archived within the second, so that reading asks the archive. */
const Soon = Layer.succeed(ArchivingPace, {
  batchSize: 50,
  lookEvery: Duration.millis(100),
  atLeastEvery: Duration.millis(500)
})

const Roomy = Layer.succeed(CurrentPolicy, { ...defaultPolicy, activeGoals: 100_000, queueMaximum: 50 })

/** Served until the scope ends. */
export const served = Effect.fnUntraced(function* (plan: Plan.Plan) {
  const api = Http.layer.pipe(
    Layer.provide(TokenAuthentication.layer({ token: Redacted.make(token), userId: embeddedLearnerId }))
  )
  const context = yield* Layer.build(
    api.pipe(
      Layer.provideMerge(Composition.layer(plan)),
      Layer.provideMerge(Server.layer({ port: 0 })),
      Layer.provide([Soon, Roomy, Logger.layer([])])
    )
  )
  yield* Effect.provideContext(ensureEmbeddedLearner, context)
  const ask = asking(yield* Effect.provideContext(Server.address, context), token)
  return { ask, learner: yield* prepared(ask) }
})
