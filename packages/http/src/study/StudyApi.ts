/**
 * Studying over HTTP.
 */
import { defaultPolicy, GoalId, NewRating, RatedCard, StudyQueue } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"

export const due = HttpApiEndpoint.get("due", "/due", {
  query: {
    goalId: Schema.optionalKey(GoalId),
    limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: defaultPolicy.queueMaximum })))
  },
  success: StudyQueue,
  error: problems("goal_not_found", "user_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "dueFlashcards",
    scope: "read",
    summary: "Ask what to study now",
    description: "Memories about to fade first, then a few cards never seen: of one goal, or of all you work on.",
    response: examples.queue
  })
)

export const rate = HttpApiEndpoint.post("rate", "/rate", {
  payload: NewRating,
  success: RatedCard,
  error: problems("schedule_not_found", "schedule_conflict", "review_in_future", "user_not_found", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "rateFlashcard",
      scope: "study",
      once: "joined",
      summary: "Rate a flashcard",
      description:
        "1 Again, 2 Hard, 3 Good, 4 Easy. Send the `version` of the schedule you saw: a second click with the same one " +
        "is refused. Answered only once schedule and review are durable.",
      request: examples.rating,
      response: examples.rated
    })
  )

const undo = HttpApiEndpoint.post("undo", "/undo", {
  payload: Schema.Struct({ cardId: NewRating.fields.cardId, version: NewRating.fields.version }),
  success: RatedCard,
  error: problems("schedule_not_found", "schedule_conflict", "nothing_to_undo", "user_not_found", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "undoRating",
      scope: "study",
      once: "joined",
      summary: "Take back the last rating of a flashcard",
      description: "Adds a line to its history, after which the card is as it was before.",
      request: { cardId: examples.ids.cardId, version: 1 },
      response: { ...examples.rated, schedule: { ...examples.schedule, version: 2 } }
    })
  )

export class StudyApi extends HttpApiGroup.make("study")
  .add(due, rate, undo)
  .middleware(Authentication)
  .prefix("/study")
  .annotateMerge(OpenApi.annotations({ title: "Study", description: "What is due, and how well you knew it." })) {}
