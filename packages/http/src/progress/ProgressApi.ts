/**
 * Progress over HTTP.
 */
import { GoalId, HealthReport, MasteryReport, ProgressReport, Progression, Review } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { problems } from "../problems/Problem.ts"
import { next, paging } from "../requests/pages.ts"

const days = Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 365 })))

export const stats = HttpApiEndpoint.get("stats", "/stats", {
  query: { goalId: Schema.optionalKey(GoalId), days },
  success: ProgressReport,
  error: problems("goal_not_found", "user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "progressStats",
    scope: "read",
    summary: "See where you stand today",
    description: "Goals, cards and recall, with the cards that come due on each of the next `days` days (14).",
    response: examples.progress
  })
)

const forecast = HttpApiEndpoint.get("forecast", "/forecast", {
  query: { goalId: Schema.optionalKey(GoalId), days },
  success: ProgressReport.fields.forecast,
  error: problems("goal_not_found", "user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "progressForecast",
    scope: "read",
    summary: "See what comes due",
    description: "How many flashcards come due on each of the next `days` days (14); what is late is due today.",
    response: examples.progress.forecast
  })
)

export const history = HttpApiEndpoint.get("history", "/history", {
  query: { days },
  success: Schema.Array(Progression.DaySummary),
  error: problems("user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "progressHistory",
    scope: "read",
    summary: "See what you did day by day",
    description: "The last `days` study days (30) on which you reviewed something, oldest first.",
    response: [examples.day]
  })
)

const { cardId, durationMs, id, phase, predicted, rating, reviewedAt, studyDay, version } = Review.fields
const Answered = Schema.Struct({ id, cardId, version, rating, reviewedAt, studyDay, durationMs, phase, predicted })

const reviews = HttpApiEndpoint.get("reviews", "/reviews", {
  query: paging,
  success: Schema.Struct({ answered: Schema.Array(Answered), next }),
  error: problems("invalid_cursor", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "listReviews",
    scope: "read",
    summary: "See what you answered",
    description:
      "The newest first, page by page: send `next` as `cursor` until it is null. A `rating` of null took the one before " +
      "it back.",
    response: { answered: [examples.review], next: null }
  })
)

const mastery = HttpApiEndpoint.get("mastery", "/mastery", {
  query: { goalId: GoalId },
  success: MasteryReport,
  error: problems("goal_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "progressMastery",
    scope: "read",
    summary: "See how much of a goal you have mastered",
    description: "0 to 100 for the goal and for each of its skills, with the numbers it comes from.",
    response: examples.mastery
  })
)

const cardHealth = HttpApiEndpoint.get("cardHealth", "/card-health", {
  query: { goalId: Schema.optionalKey(GoalId) },
  success: HealthReport,
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "cardHealth",
    scope: "read",
    summary: "See which flashcards are forgotten more often than predicted",
    description:
      "Observed minus predicted recall with its 95 % interval: of all flashcards, by author, model, version of the " +
      "prompt and note, and those worth rewriting, the worst first.",
    response: examples.cardHealth
  })
)

export class ProgressApi extends HttpApiGroup.make("progress")
  .add(stats, forecast, history, reviews, mastery, cardHealth)
  .middleware(Authentication)
  .prefix("/progress")
  .annotateMerge(OpenApi.annotations({ title: "Progress", description: "How far you have come." })) {}
