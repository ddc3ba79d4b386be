/**
 * A page that signs in and lists goals: what `bundle.test` bundles.
 */
import { makeClient } from "@loopi/http/client"
import { Effect } from "effect"
import { FetchHttpClient } from "effect/http"

export const goals = Effect.gen(function* () {
  const client = yield* makeClient({ session: "cookies" })
  return yield* client.goals.list()
}).pipe(Effect.provide(FetchHttpClient.layer))
