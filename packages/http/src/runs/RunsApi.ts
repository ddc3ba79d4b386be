/**
 * Runs over HTTP: long work that can be watched, cancelled and tried again.
 */
import { Flashcard, GenerationReport, GoalId, Run, RunId, RunStatus } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { next, paging } from "../requests/pages.ts"
import { problems } from "../problems/Problem.ts"
import { RunEventMessage } from "./RunEvents.ts"

const params = { id: RunId }

const list = HttpApiEndpoint.get("list", "/", {
  query: {
    goalId: Schema.optionalKey(GoalId),
    status: Schema.optionalKey(RunStatus),
    ...paging
  },
  success: Schema.Struct({ runs: Schema.Array(Run), next }),
  error: problems("invalid_cursor", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "listRuns",
    scope: "read",
    summary: "List your runs",
    description: "Newest first, page by page: send `next` as `cursor` until it is null.",
    response: { runs: [examples.run], next: null }
  })
)

const get = HttpApiEndpoint.get("get", "/:id", {
  params,
  success: Run,
  error: problems("run_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getRun",
    scope: "read",
    summary: "See how a run stands",
    description: "Where it failed, `failure` says in which step, by which code, and when trying again makes sense.",
    response: examples.run
  })
)

const events = HttpApiEndpoint.get("events", "/:id/events", {
  params,
  query: { after: Schema.optionalKey(Schema.NumberFromString.check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(0))) },
  success: HttpApiSchema.StreamSse({ events: RunEventMessage }),
  error: problems("run_not_found", "too_many_watches", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "watchRun",
    scope: "read",
    headers: ["last-event-id"],
    summary: "Watch a run",
    description:
      "Server-sent events from the first one on, until the run is over. Their ids count from 1: `Last-Event-ID`, which " +
      "a browser sends by itself, or `after` goes on behind the one named. `alive` events only keep the line open."
  })
)

const report = HttpApiEndpoint.get("report", "/:id/report", {
  params,
  success: GenerationReport,
  error: problems("run_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getRunReport",
    scope: "read",
    summary: "Read what a run of writing flashcards came to",
    description: "The drafts that were kept so far, and what was left out and why. Other runs have an empty report.",
    response: examples.generationReport
  })
)

const cancel = HttpApiEndpoint.post("cancel", "/:id/cancel", {
  params,
  success: Run,
  error: problems("run_not_found", "run_conflict", "store_unavailable")
})
  .middleware(Idempotency)
  .annotateMerge(
    documented({
      operation: "cancelRun",
      scope: "generate",
      once: "joined",
      summary: "Cancel a run",
      description: "Ends a run that is not over. What it has brought about stays.",
      response: { ...examples.run, status: "cancelled" }
    })
  )

const retry = HttpApiEndpoint.post("retry", "/:id/retry", {
  params,
  success: Run,
  error: problems("run_not_found", "run_conflict", "store_unavailable")
})
  .middleware(Idempotency)
  .annotateMerge(
    documented({
      operation: "retryRun",
      scope: "generate",
      once: "joined",
      summary: "Go on with a run that failed or was cancelled",
      description: "From the step it failed in: what is done is not done again, and not paid again.",
      response: { ...examples.run, status: "queued", attempt: 2 }
    })
  )

const keep = HttpApiEndpoint.post("keep", "/:id/keep", {
  params,
  payload: Schema.Struct({
    question: Flashcard.fields.question,
    answer: Flashcard.fields.answer,
    reason: Schema.Trim.check(Schema.isMinLength(1), Schema.isMaxLength(500))
  }),
  success: Flashcard.pipe(HttpApiSchema.status(201)),
  error: problems("run_not_found", "left_out_not_found", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "keepFlashcard",
      scope: "write",
      once: "joined",
      summary: "Keep a flashcard that was left out as a duplicate",
      description: "Makes a draft of it, with your reason. Asked again, it is the same draft.",
      request: {
        question: examples.newFlashcard.question,
        answer: examples.newFlashcard.answer,
        reason: "Both sides."
      },
      response: { ...examples.flashcard, status: "draft", keptBecause: "Both sides." }
    })
  )

export class RunsApi extends HttpApiGroup.make("runs")
  .add(list, get, events, report, cancel, retry, keep)
  .middleware(Authentication)
  .prefix("/runs")
  .annotateMerge(
    OpenApi.annotations({ title: "Runs", description: "Long work, done in steps that are each done once." })
  ) {}
