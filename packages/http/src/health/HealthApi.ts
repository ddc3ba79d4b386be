/**
 * Whether the server is up, for those who watch over it.
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { documented } from "../documented.ts"

export class HealthApi extends HttpApiGroup.make("health", { topLevel: true })
  .add(
    HttpApiEndpoint.get("health", "/health", {
      success: Schema.Struct({ status: Schema.Literal("ok") })
    }).annotateMerge(
      documented({
        operation: "health",
        scope: "none",
        summary: "Say that the server is up",
        description: "Answers as long as the server takes requests. Needs no token and asks no store.",
        response: { status: "ok" }
      })
    )
  )
  .annotateMerge(OpenApi.annotations({ title: "Health", description: "Whether the server is up." })) {}
