import { Budget, CurrentPolicy, resetsAt } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "budget",
  Effect.fnUntraced(function* (handlers) {
    const budget = yield* Budget
    const { callsPerDay, tokensPerDay } = yield* CurrentPolicy

    return handlers.handleAll({
      read: ({ query: { days = 30 } }) =>
        asUser((id) =>
          Effect.map(Effect.zip(budget.today(id), budget.report(id, days)), ([today, spent]) => ({
            today,
            caps: { callsPerDay, tokensPerDay },
            resetsAt: resetsAt(today.day),
            spent
          }))
        )
    })
  })
)
