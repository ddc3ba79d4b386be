import { CardHealth, Progress } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "progress",
  Effect.fnUntraced(function* (handlers) {
    const progress = yield* Progress
    const health = yield* CardHealth

    return handlers.handleAll({
      stats: ({ query }) => asUser((id) => progress.stats(id, query)),
      history: ({ query: { days = daysShown } }) => asUser((id) => progress.history(id, days)),
      mastery: ({ query }) => asUser((id) => progress.mastery(id, query.goalId)),
      cardHealth: ({ query }) => asUser((id) => health.report(id, query))
    })
  })
)

const daysShown = 30
