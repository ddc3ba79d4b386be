/**
 * How what is exported leaves: a collector that is slow, away or out of its mind costs a bounded amount of memory.
 *
 * An exporter whose batch is lost collects nothing for a minute. A collector that refuses is tried again for three seconds
 * first; one that keeps us waiting is not.
 */
import { Config, Duration, Effect, Layer, Schedule } from "effect"
import { FetchHttpClient, HttpClient, HttpClientResponse } from "effect/http"

export const layer: Layer.Layer<HttpClient.HttpClient, Config.ConfigError> = Layer.effect(
  HttpClient.HttpClient,
  Effect.gen(function* () {
    const client = yield* HttpClient.HttpClient
    const patience = Duration.millis(yield* Config.Int("OTEL_EXPORTER_OTLP_TIMEOUT").pipe(Config.withDefault(5_000)))
    let underWay = 0

    return HttpClient.transform(HttpClient.filterStatusOk(client), (sending, request) =>
      Effect.suspend(() => {
        if (underWay >= atOnce) return Effect.die("the collector keeps other batches waiting")
        underWay++
        return sending.pipe(
          Effect.timeoutOrElse({
            duration: patience,
            orElse: () => Effect.die("the collector does not answer in time")
          }),
          Effect.retry({ times: 3, schedule: Schedule.spaced("1 second"), while: HttpClient.isTransientError }),
          // A defect: the exporter would try any failure again by itself, and batches would pile up meanwhile.
          Effect.orDie,
          // Nobody reads what it says, and it may never come to an end.
          Effect.map(({ status }) => HttpClientResponse.fromWeb(request, new Response(null, { status }))),
          Effect.ensuring(Effect.sync(() => underWay--))
        )
      })
    )
  })
).pipe(Layer.provide(FetchHttpClient.layer))

/** Batches on their way, each of no more than 1,000 spans or lines. */
const atOnce = 4
