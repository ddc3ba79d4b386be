import { CardHealth, type GoalId, Progress, ReviewId } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"
import { pagesOf } from "../requests/pages.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "progress",
  Effect.fnUntraced(function* (handlers) {
    const { mastery, reviews, stats } = yield* Progress
    const pageOf = yield* pagesOf("reviews")
    const health = yield* CardHealth

    return handlers.handleAll({
      ...(yield* progressAnswers),
      forecast: ({ query }) => asUser((id) => Effect.map(stats(id, query), ({ forecast }) => forecast)),
      reviews: ({ query }) =>
        asUser((id) =>
          Effect.map(
            pageOf(id, query, (before, limit) => reviews(id, { ...from(before), limit })),
            ({ next, rows }) => ({ answered: rows, next })
          )
        ),
      mastery: ({ query }) => asUser((id) => mastery(id, query.goalId)),
      cardHealth: ({ query }) => asUser((id) => health.report(id, query))
    })
  })
)

/** What `QuizHandlers` answers as well. */
export const progressAnswers = Progress.useSync((progress) => ({
  stats: ({ query }: { readonly query: { readonly goalId?: GoalId; readonly days?: number } }) =>
    asUser((id) => progress.stats(id, query)),
  history: ({ query: { days = daysShown } }: { readonly query: { readonly days?: number } }) =>
    asUser((id) => progress.history(id, days))
}))

const from = (before: string | undefined) => (before === undefined ? {} : { before: ReviewId.make(before) })

const daysShown = 30
