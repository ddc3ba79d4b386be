/**
 * The listener of those who watch over the server: its metrics, and whether it is well. It needs no token and knows nobody,
 * so it listens apart from everybody else, on this machine alone unless told otherwise.
 */
import { NodeHttpServer } from "@effect/platform-node"
import { Context, Effect, Layer, Schema } from "effect"
import { HttpServer, HttpServerRequest, HttpServerResponse } from "effect/http"
import { ReadyAnswer } from "../health/HealthApi.ts"
import { makeReady } from "../health/readiness.ts"
import type { ProblemCode } from "../problems/errors.ts"
import { problemOf, toResponse } from "../problems/Problem.ts"
import { requestIdHeader, requestIdOf } from "../requests/RequestId.ts"
import * as HostGuard from "../security/HostGuard.ts"
import { nodeServer } from "../server/nodeServer.ts"
import { CurrentSettings, type ServerSettings } from "../server/ServerSettings.ts"
import * as Prometheus from "./prometheus.ts"
import { Collected, Samples } from "./Samples.ts"

export class AdminServer extends Context.Service<
  AdminServer,
  {
    /** Where it really listens, where it does. */
    readonly address: string | undefined
  }
>()("@loopi/http/observability/AdminServer") {}

/** Listens where the settings of the server say, if they do; a collector is told without being asked. */
export const layer = Layer.unwrap(
  Effect.gen(function* () {
    const settings = yield* CurrentSettings
    if (settings.adminPort !== undefined) return listening(settings, settings.adminPort)
    const nowhere = Layer.succeed(AdminServer, { address: undefined })
    return (yield* Collected)
      ? Layer.provide(Layer.merge(nowhere, Layer.effectDiscard(Samples)), Samples.layer)
      : nowhere
  })
)

const listening = (settings: ServerSettings, port: number) =>
  Layer.effect(
    AdminServer,
    Effect.gen(function* () {
      yield* HttpServer.serveEffect((yield* answers(settings)).answer)
      return { address: yield* HttpServer.addressFormattedWith(Effect.succeed) }
    })
  ).pipe(
    // A server of its own, whatever else is served in this process.
    Layer.provide(
      Layer.fresh(
        NodeHttpServer.layer(() => nodeServer({ ...settings, maxConnections: 100, maxConnectionsPerAddress: 100 }), {
          host: settings.adminHost,
          port
        })
      )
    ),
    Layer.provide(Samples.layer)
  )

const answers = Effect.fnUntraced(function* ({ adminHost }: ServerSettings) {
  const { ready } = yield* makeReady
  const { take } = yield* Samples
  const routes: Record<string, Effect.Effect<HttpServerResponse.HttpServerResponse>> = {
    "/metrics": Effect.andThen(take, Prometheus.exposition).pipe(
      Effect.map((text) => HttpServerResponse.text(text, { contentType: Prometheus.contentType }))
    ),
    "/health": Effect.succeed(HttpServerResponse.jsonUnsafe({ status: "ok" })),
    "/ready": ready.pipe(
      Effect.flatMap((answer) => Effect.orDie(encode(answer))),
      Effect.map((answer) => HttpServerResponse.jsonUnsafe(answer)),
      Effect.catch((problem) => Effect.succeed(toResponse(problem)))
    )
  }

  const answer = Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const { headers, method, url } = request
    const id = yield* requestIdOf(request)
    const refusal = (code: ProblemCode) =>
      HttpServerResponse.setHeader(toResponse(problemOf(code, id, { whatToDo })), requestIdHeader, id)
    if (!HostGuard.accepts({ host: adminHost, hosts: [] }, headers["host"])) return refusal("wrong_host")
    const asked = routes[url.split("?", 1)[0] ?? ""]
    if (asked === undefined) return refusal("route_not_found")
    return method === "GET" || method === "HEAD" ? yield* asked : refusal("method_not_allowed")
  })
  return { answer: Effect.map(answer, HttpServerResponse.setHeaders(headers)) }
})

/** It serves no more than that, and has no documents of its own. */
const whatToDo = "Ask by GET for /metrics, /health or /ready, under the address it listens on."

const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

const encode = Schema.encodeEffect(Schema.toCodecJson(ReadyAnswer))
