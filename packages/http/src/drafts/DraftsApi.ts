/**
 * Cards that an author wrote, over HTTP: looked through, changed, made better, kept or discarded.
 */
import {
  Answer,
  Distractors,
  DuplicateHit,
  Flashcard,
  FlashcardId,
  GoalId,
  QualityFinding,
  Question,
  RunId
} from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { authorProblems } from "../problems/authorProblems.ts"
import { ifMatch } from "../requests/conditional.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"

const params = { id: FlashcardId }

const Draft = Schema.Struct({
  card: Flashcard,
  findings: Schema.Array(QualityFinding),
  duplicates: Schema.Array(DuplicateHit)
})

const Refined = Schema.Struct({
  better: Schema.Boolean,
  card: Flashcard,
  findings: Schema.Array(QualityFinding),
  duplicates: Schema.optionalKey(Schema.Array(DuplicateHit)),
  proposed: Schema.optionalKey(Schema.Struct({ question: Schema.String, answer: Schema.String }))
})

const feedback = Schema.Trim.check(Schema.isMinLength(1), Schema.isMaxLength(1_000))

const draft = { card: { ...examples.flashcard, status: "draft" }, findings: [], duplicates: [] }

const preview = HttpApiEndpoint.get("preview", "/drafts", {
  query: { goalId: Schema.optionalKey(GoalId), runId: Schema.optionalKey(RunId) },
  success: Schema.Struct({ drafts: Schema.Array(Draft), checkSkipped: Schema.NullOr(Schema.String) }),
  error: problems("draft_choice_needed", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "previewDrafts",
    scope: "read",
    summary: "Look through drafts",
    description: "Those of a goal, or of a run, with what is doubtful about each. Name one of the two.",
    response: { drafts: [draft], checkSkipped: null }
  })
)

const discard = HttpApiEndpoint.post("discard", "/drafts/discard", {
  payload: Schema.Union([
    Schema.Struct({ ids: Schema.Array(FlashcardId).check(Schema.isMinLength(1), Schema.isMaxLength(1_000)) }),
    Schema.Struct({ goalId: GoalId }),
    Schema.Struct({ runId: RunId })
  ]),
  success: Schema.Struct({ discarded: Schema.Int }),
  error: problems("store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "discardDrafts",
      scope: "write",
      once: "joined",
      summary: "Discard drafts",
      description: "Those named, or all of a goal, or of a run. Cards that are no drafts are left alone.",
      request: { goalId: examples.ids.goalId },
      response: { discarded: 3 }
    })
  )

const edit = HttpApiEndpoint.patch("edit", "/:id", {
  params,
  headers: ifMatch,
  payload: Schema.Struct({
    question: Schema.optionalKey(Question),
    answer: Schema.optionalKey(Answer),
    distractors: Schema.optionalKey(Distractors)
  }),
  success: Draft,
  error: problems("flashcard_not_found", "flashcard_conflict", "precondition_failed", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "editFlashcard",
      scope: "write",
      versioned: "changed",
      summary: "Change what a flashcard says",
      description: "Draft or not. What it said stays as a revision, and its schedule as it is. Rules only warn you.",
      request: { question: examples.newFlashcard.question },
      response: draft
    })
  )

const refine = HttpApiEndpoint.post("refine", "/:id/refine", {
  params,
  payload: Schema.Struct({ feedback }),
  success: Refined,
  error: problems("flashcard_not_found", "flashcard_conflict", ...authorProblems, "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "refineFlashcard",
      scope: "generate",
      versioned: "changed",
      once: "apart",
      summary: "Have a flashcard written again",
      description: "With your words on it. Kept where it passes every check; else the card stays, and you see why.",
      request: { feedback: "Ask for the cause, not for the name." },
      response: { better: true, card: draft.card, findings: [] }
    })
  )

const rewrite = HttpApiEndpoint.post("rewrite", "/:id/rewrite", {
  params,
  payload: Schema.Struct({ feedback: Schema.optionalKey(feedback) }),
  success: Refined,
  error: problems("flashcard_not_found", "flashcard_conflict", ...authorProblems, "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "rewriteFlashcard",
      scope: "generate",
      versioned: "changed",
      once: "apart",
      summary: "Have a flashcard written again that is forgotten too often",
      description: "Tells the author how it does, as `/api/progress/card-health` lists it, and what you add to that.",
      request: {},
      response: { better: true, card: draft.card, findings: [] }
    })
  )

export class DraftsApi extends HttpApiGroup.make("drafts")
  .add(preview, discard, edit, refine, rewrite)
  .middleware(Authentication)
  .prefix("/flashcards")
  .annotateMerge(
    OpenApi.annotations({ title: "Drafts", description: "What an author wrote, and what you make of it." })
  ) {}
