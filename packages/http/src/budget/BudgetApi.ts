/**
 * What models cost, over HTTP.
 */
import { Spent, SpentOn } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { problems } from "../problems/Problem.ts"

const Budget = Schema.Struct({
  today: Spent,
  caps: Schema.Struct({ callsPerDay: Schema.Int, tokensPerDay: Schema.Int }),
  resetsAt: Schema.DateTimeUtcFromString,
  spent: Schema.Array(SpentOn)
})

const read = HttpApiEndpoint.get("read", "/", {
  query: {
    days: Schema.optionalKey(
      Schema.NumberFromString.check(Schema.isInt(), Schema.isBetween({ minimum: 1, maximum: 365 }))
    )
  },
  success: Budget,
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "readBudget",
    scope: "read",
    summary: "See what models cost you",
    description: "Calls and tokens of today, and of the last `days` days (30) by day, purpose and model. Days are UTC.",
    response: examples.budget
  })
)

export class BudgetApi extends HttpApiGroup.make("budget")
  .add(read)
  .middleware(Authentication)
  .prefix("/budget")
  .annotateMerge(OpenApi.annotations({ title: "Budget", description: "What models may cost you, and did." })) {}
