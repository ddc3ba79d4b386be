/**
 * Whether the server is up, and whether it can serve: for those who watch over it, and for proxies.
 */
import { OldestWork, PartState } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { documented } from "../document/documented.ts"
import { problems } from "../problems/Problem.ts"

/** What a server says of itself that may be sent requests. */
export const ReadyAnswer = Schema.Struct({
  status: Schema.Literals(["ready", "degraded"]),
  parts: Schema.Array(PartState),
  oldest: OldestWork
})

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
  .add(
    HttpApiEndpoint.get("ready", "/ready", {
      success: ReadyAnswer,
      error: problems("not_ready")
    }).annotateMerge(
      documented({
        operation: "ready",
        scope: "none",
        summary: "Say whether requests can be served",
        description:
          "For proxies that spread requests over servers. Asks what the server stands on, at most once a second, and " +
          "waits no longer than two for any part. `degraded` serves all that does without what is missing; the answer " +
          "is 503 where nothing can be kept, and from the moment on that the server goes away: `errors` names the part " +
          "and what has waited longest. Needs no token.",
        response: {
          status: "ready",
          parts: [
            { part: "database", state: "ok" },
            { part: "vectors", state: "ok" }
          ],
          oldest: {
            vectorTask: "2026-01-02T08:00:00.000Z",
            unfinishedRun: null,
            mailRequest: null,
            unarchivedReview: "2026-01-02T07:59:30.000Z"
          }
        }
      })
    )
  )
  .annotateMerge(
    OpenApi.annotations({ title: "Health", description: "Whether the server is up, and whether it can serve." })
  ) {}
