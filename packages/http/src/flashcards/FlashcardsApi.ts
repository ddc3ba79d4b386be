/**
 * Flashcards over HTTP, apart from studying them.
 */
import { DuplicateHit, Flashcard, FlashcardId, FlashcardStatus, GoalId, NewFlashcard, SkillNodeId } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import { DuplicateCheck } from "./DuplicateCheck.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { ifMatch } from "../requests/conditional.ts"
import { JsonBody } from "../requests/Guards.ts"
import { next, paging } from "../requests/pages.ts"
import { problems } from "../problems/Problem.ts"

const params = { id: FlashcardId }

const list = HttpApiEndpoint.get("list", "/", {
  query: {
    goalId: Schema.optionalKey(GoalId),
    nodeId: Schema.optionalKey(SkillNodeId),
    status: Schema.optionalKey(FlashcardStatus),
    ...paging
  },
  success: Schema.Struct({ flashcards: Schema.Array(Flashcard), next }),
  error: problems("invalid_cursor", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "listFlashcards",
    scope: "read",
    summary: "List your flashcards",
    description: "In the order they were made, page by page: send `next` as `cursor` until it is null.",
    response: { flashcards: [examples.flashcard], next: null }
  })
)

const add = HttpApiEndpoint.post("add", "/", {
  payload: NewFlashcard,
  success: Flashcard.pipe(HttpApiSchema.status(201)),
  error: problems("goal_not_found", "skill_node_not_found", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "addFlashcard",
      scope: "write",
      once: "joined",
      summary: "Write a flashcard by hand",
      description: "It is studied from now on.",
      request: examples.newFlashcard,
      response: examples.flashcard
    })
  )

const get = HttpApiEndpoint.get("get", "/:id", {
  params,
  success: Flashcard,
  error: problems("flashcard_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getFlashcard",
    scope: "read",
    summary: "Read a flashcard",
    description: "Someone else's flashcard counts as missing.",
    versioned: "read",
    response: examples.flashcard
  })
)

const discard = HttpApiEndpoint.delete("discard", "/:id", {
  params,
  headers: ifMatch,
  success: HttpApiSchema.NoContent,
  error: problems("flashcard_conflict", "precondition_failed", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "discardFlashcard",
    scope: "write",
    summary: "Remove a flashcard",
    description:
      "Gone afterwards, whether or not it was there; with `If-Match`, only as you saw it. What you answered stays in " +
      "your history."
  })
)

const checkDuplicate = HttpApiEndpoint.post("checkDuplicate", "/check-duplicate", {
  payload: Schema.Struct({ question: Flashcard.fields.question, answer: Flashcard.fields.answer }),
  success: DuplicateCheck(DuplicateHit),
  error: problems("store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "checkDuplicateFlashcard",
      scope: "read",
      summary: "Look for flashcards that ask the same",
      description: "What the card would repeat, nearest first, and by which rule. Keeps nothing, and never stops you.",
      request: { question: examples.newFlashcard.question, answer: examples.newFlashcard.answer },
      response: { duplicates: [examples.duplicate], checkSkipped: null }
    })
  )

const approve = HttpApiEndpoint.post("approve", "/approve", {
  payload: Schema.Union([
    Schema.Struct({ ids: Schema.Array(FlashcardId).check(Schema.isMinLength(1), Schema.isMaxLength(1_000)) }),
    Schema.Struct({ goalId: GoalId })
  ]),
  success: Schema.Struct({ approved: Schema.Int }),
  error: problems("goal_not_found", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "approveFlashcards",
      scope: "write",
      once: "joined",
      summary: "Begin to study drafts",
      description: "Those named, or all of a goal. Cards that are active, gone or someone else's are left alone.",
      request: { ids: [examples.ids.cardId] },
      response: { approved: 1 }
    })
  )

export class FlashcardsApi extends HttpApiGroup.make("flashcards")
  .add(list, add, checkDuplicate, approve, get, discard)
  .middleware(Authentication)
  .prefix("/flashcards")
  .annotateMerge(OpenApi.annotations({ title: "Flashcards", description: "One question each, and its answer." })) {}
