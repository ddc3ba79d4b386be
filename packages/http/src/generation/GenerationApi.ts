/**
 * Having flashcards written, over HTTP.
 */
import { defaultPolicy, GoalId, Run, SkillNodeId } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"

const generate = HttpApiEndpoint.post("generate", "/flashcards/generate", {
  payload: Schema.Struct({
    goalId: GoalId,
    nodeId: Schema.optionalKey(SkillNodeId),
    count: Schema.optionalKey(
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: defaultPolicy.cardsPerNodeMaximum }))
    ),
    approve: Schema.optionalKey(Schema.Boolean)
  }),
  success: Run.pipe(HttpApiSchema.status(202)),
  error: problems(
    "goal_not_found",
    "skill_tree_not_found",
    "skill_node_not_found",
    "budget_exceeded",
    "idempotency_key_reused",
    "store_unavailable"
  )
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "generateFlashcards",
      scope: "generate",
      once: "run",
      summary: "Have flashcards written",
      description:
        "Begins to write drafts for one skill, or for every enabled skill of the goal, and keeps those that pass every " +
        "check. The answer is the run that does it: watch it, and read its report. With the same `Idempotency-Key` it is " +
        "the same run. What a failure leaves behind is whole: the drafts before it.",
      request: { goalId: examples.ids.goalId, nodeId: examples.ids.nodeId, count: 5 },
      response: examples.run
    })
  )

export class GenerationApi extends HttpApiGroup.make("generation")
  .add(generate)
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Generation", description: "Having flashcards written." })) {}
