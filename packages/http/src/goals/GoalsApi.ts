/**
 * Goals over HTTP.
 */
import { Goal, GoalId, NewGoal, Run, SimilarGoal } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { ifMatch } from "../requests/conditional.ts"
import { documented } from "../document/documented.ts"
import { DuplicateCheck } from "../flashcards/DuplicateCheck.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"

const params = { id: GoalId }

const list = HttpApiEndpoint.get("list", "/", {
  success: Schema.Array(Goal),
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "listGoals",
    scope: "read",
    summary: "List your goals",
    description: "All of them, archived ones too, oldest first.",
    response: [examples.goal]
  })
)

const create = HttpApiEndpoint.post("create", "/", {
  payload: Schema.Struct({ ...NewGoal.fields, grow: Schema.optionalKey(Schema.Boolean) }),
  success: Schema.Struct({ ...Goal.fields, run: Schema.NullOr(Run) }).pipe(HttpApiSchema.status(201)),
  error: problems("goal_limit_reached", "budget_exceeded", "idempotency_key_reused", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "createGoal",
      scope: "write",
      versioned: "changed",
      once: (body) => (grows(body) ? "run" : "joined"),
      summary: "Start a goal",
      description:
        "Keeps the goal. With `grow`, a run that grows its skill tree is begun at once, for authors that need no notes; " +
        "sent again with the same `Idempotency-Key`, it is the same goal and run. Else add notes, then grow one.",
      request: { ...examples.newGoal, grow: true },
      response: { ...examples.goal, run: examples.goalRun }
    })
  )

const grows = Schema.is(Schema.Struct({ grow: Schema.Literal(true) }))

const checkDuplicate = HttpApiEndpoint.post("checkDuplicate", "/check-duplicate", {
  payload: NewGoal,
  success: DuplicateCheck(SimilarGoal),
  error: problems("store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "checkDuplicateGoal",
      scope: "read",
      summary: "Look for goals like one you are about to start",
      description: "The nearest of your goals by meaning, best first. Keeps nothing, and never stops you.",
      request: examples.newGoal,
      response: { duplicates: [{ goal: examples.goal, score: 0.91 }], checkSkipped: null }
    })
  )

const get = HttpApiEndpoint.get("get", "/:id", {
  params,
  success: Goal,
  error: problems("goal_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "getGoal",
    scope: "read",
    summary: "Read a goal",
    description: "Someone else's goal counts as missing.",
    versioned: "read",
    response: examples.goal
  })
)

const change = HttpApiEndpoint.patch("change", "/:id", {
  params,
  headers: ifMatch,
  payload: Schema.Struct({
    title: Schema.optionalKey(Goal.fields.title),
    description: Schema.optionalKey(Goal.fields.description),
    status: Schema.optionalKey(Schema.Literals(["active", "paused"]))
  }),
  success: Goal,
  error: problems("goal_not_found", "goal_conflict", "goal_limit_reached", "precondition_failed", "store_unavailable")
})
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "changeGoal",
      scope: "write",
      summary: "Change a goal",
      description: "What it is called or about, or whether it pauses. With `If-Match`, only as you saw it.",
      versioned: "changed",
      request: { title: "Read a weather map at sea" },
      response: { ...examples.goal, title: "Read a weather map at sea" }
    })
  )

const archive = HttpApiEndpoint.post("archive", "/:id/archive", {
  params,
  success: Goal,
  error: problems("goal_not_found", "goal_limit_reached", "store_unavailable")
})
  .middleware(Idempotency)
  .annotateMerge(
    documented({
      operation: "archiveGoal",
      scope: "write",
      versioned: "changed",
      once: "joined",
      summary: "Archive a goal",
      description: "Its cards are no longer asked. Cards and history stay as they are.",
      response: { ...examples.goal, status: "archived" }
    })
  )

const restore = HttpApiEndpoint.post("restore", "/:id/restore", {
  params,
  success: Goal,
  error: problems("goal_not_found", "goal_limit_reached", "store_unavailable")
})
  .middleware(Idempotency)
  .annotateMerge(
    documented({
      operation: "restoreGoal",
      scope: "write",
      versioned: "changed",
      once: "joined",
      summary: "Take up an archived goal again",
      description: "Its cards are asked again, each when its schedule says.",
      response: examples.goal
    })
  )

export class GoalsApi extends HttpApiGroup.make("goals")
  .add(list, create, checkDuplicate, get, change, archive, restore)
  .middleware(Authentication)
  .prefix("/goals")
  .annotateMerge(OpenApi.annotations({ title: "Goals", description: "What you want to know or be able to do." })) {}
