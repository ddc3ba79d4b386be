import { Drafts, Generation, RunId, Runs } from "@loopi/core"
import { Effect, Option, Stream } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser, CurrentStay, CurrentUser } from "../authentication/Authentication.ts"
import { pagesOf } from "../requests/pages.ts"
import { answer } from "../problems/refusals.ts"
import { keptAlive, toMessage } from "./RunEvents.ts"
import { Draining } from "../server/Draining.ts"
import { CurrentSettings } from "../server/ServerSettings.ts"
import { watchSlots } from "../server/watchSlots.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "runs",
  Effect.fnUntraced(function* (handlers) {
    const runs = yield* Runs
    const generation = yield* Generation
    const drafts = yield* Drafts
    const pageOf = yield* pagesOf("runs")
    const { closing } = yield* Draining
    const watching = watchSlots(yield* CurrentSettings)

    return handlers.handleAll({
      list: ({ query: { cursor, limit, ...query } }) =>
        asUser((id) =>
          Effect.map(
            pageOf(id, { cursor, limit }, (after, limit) => runs.list(id, { ...query, ...from(after), limit })),
            ({ next, rows }) => ({ runs: rows, next })
          )
        ),
      get: ({ params }) => asUser((id) => runs.get(id, params.id)),
      events: ({ params, query, request: { headers } }) =>
        CurrentUser.use(({ id }) =>
          Effect.gen(function* () {
            // Asked first, so that a run nobody has is a problem and not a stream that ends.
            yield* answer(runs.get(id, params.id))
            yield* watching(id)
            const { ended } = yield* CurrentStay
            const after = query.after ?? lastOf(headers["last-event-id"])
            return keptAlive(
              Stream.map(runs.watch(id, params.id, after), toMessage).pipe(
                // What was told stands; whoever watches comes back behind the last event.
                Stream.catchCause((cause) =>
                  Stream.drain(Stream.fromEffect(Effect.logWarning("a watch ended", cause)))
                ),
                Stream.interruptWhen(Effect.raceFirst(closing, ended))
              )
            )
          })
        ),
      report: ({ params }) => asUser((id) => generation.report(id, params.id)),
      cancel: ({ params }) => asUser((id) => runs.cancel(id, params.id)),
      retry: ({ params }) => asUser((id) => runs.retry(id, params.id)),
      keep: ({ params, payload: { reason, ...sides } }) =>
        asUser((id) => drafts.keepAnyway(id, params.id, sides, reason))
    })
  })
)

const from = (after: string | undefined) => (after === undefined ? {} : { after: RunId.make(after) })

/** What a browser was told last; anything else is from the beginning. */
const lastOf = (id: string | undefined): number =>
  Option.getOrElse(
    Option.liftPredicate((seq: number) => Number.isSafeInteger(seq) && seq >= 0)(Number(id ?? "0")),
    () => 0
  )
