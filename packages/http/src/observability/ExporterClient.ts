/**
 * How what is exported leaves: a collector that is slow, away or out of its mind costs a bounded amount of memory.
 *
 * An exporter whose batch fails for good drops it and collects nothing for a minute. A collector that refuses is tried
 * again for three seconds first; one that keeps us waiting is not, as batches would pile up meanwhile.
 */
import { Config, Duration, Effect, Layer } from "effect"
import { FetchHttpClient, HttpClient, HttpClientResponse } from "effect/http"

export const layer: Layer.Layer<HttpClient.HttpClient, Config.ConfigError> = Layer.effect(
  HttpClient.HttpClient,
  Effect.gen(function* () {
    const client = yield* HttpClient.HttpClient
    const patience = Duration.millis(yield* Config.Int("OTEL_EXPORTER_OTLP_TIMEOUT").pipe(Config.withDefault(5_000)))
    let underWay = 0

    return HttpClient.transform(client, (sending, request) =>
      Effect.suspend(() => {
        if (underWay >= atOnce) return tooMany
        underWay++
        return sending.pipe(
          Effect.timeoutOrElse({ duration: patience, orElse: () => tooSlow }),
          // Nobody reads what it says, and it may never come to an end.
          Effect.map(({ headers, status }) =>
            HttpClientResponse.fromWeb(request, new Response(null, { headers, status }))
          ),
          Effect.ensuring(Effect.sync(() => underWay--))
        )
      })
    )
  })
).pipe(Layer.provide(FetchHttpClient.layer))

/** Batches on their way, each of no more than 1,000 spans or lines. */
const atOnce = 4

// Defects, as those alone are not tried again.
const tooMany = Effect.die("the collector keeps other batches waiting")
const tooSlow = Effect.die("the collector does not answer in time")
