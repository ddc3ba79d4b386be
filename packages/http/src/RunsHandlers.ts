import { Drafts, Generation, type Run, Runs } from "@loopi/core"
import { Effect, Option, Stream } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"
import { defaultPageLimit } from "./FlashcardPage.ts"
import { keptAlive, toMessage } from "./RunEvents.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "runs",
  Effect.fnUntraced(function* (handlers) {
    const runs = yield* Runs
    const generation = yield* Generation
    const drafts = yield* Drafts

    return handlers.handleAll({
      list: ({ query: { limit = defaultPageLimit, ...query } }) =>
        asUser((id) => Effect.map(runs.list(id, { ...query, limit: limit + 1 }), (found) => pageOf(found, limit))),
      get: ({ params }) => asUser((id) => runs.get(id, params.id)),
      events: ({ headers, params, query }) =>
        asUser((id) =>
          // Asked first, so that a run nobody has is a problem and not a stream that ends.
          Effect.as(
            runs.get(id, params.id),
            keptAlive(
              Stream.map(runs.watch(id, params.id, query.after ?? lastOf(headers["last-event-id"])), toMessage).pipe(
                // What was told stands; whoever watches comes back behind the last event.
                Stream.catchCause((cause) => Stream.drain(Stream.fromEffect(Effect.logWarning("a watch ended", cause))))
              )
            )
          )
        ),
      report: ({ params }) => asUser((id) => generation.report(id, params.id)),
      cancel: ({ params }) => asUser((id) => runs.cancel(id, params.id)),
      retry: ({ params }) => asUser((id) => runs.retry(id, params.id)),
      keep: ({ params, payload: { reason, ...sides } }) =>
        asUser((id) => drafts.keepAnyway(id, params.id, sides, reason))
    })
  })
)

const pageOf = (found: ReadonlyArray<Run>, limit: number) => {
  const page = found.slice(0, limit)
  return { runs: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** What a browser was told last; anything else is from the beginning. */
const lastOf = (id: string | undefined): number =>
  Option.getOrElse(
    Option.liftPredicate((seq: number) => Number.isSafeInteger(seq) && seq >= 0)(Number(id ?? "0")),
    () => 0
  )
