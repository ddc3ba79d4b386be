/**
 * Traces, metrics and logs for a collector of OpenTelemetry, by OTLP over HTTP: where the environment names one.
 *
 * What is set is read under the names that all programs use: OTEL_EXPORTER_OTLP_ENDPOINT and the others of the
 * specification. Without an endpoint nothing is made and nothing is sent.
 */
import { Cause, Config, ConfigProvider, Effect, Layer, Option, Schema, Tracer } from "effect"
import { OtlpLogger, OtlpMetrics, OtlpTracer } from "effect/observability"
import { discreet } from "./discreet.ts"
import * as ExporterClient from "./ExporterClient.ts"
import * as RequestSpans from "./RequestSpans.ts"
import * as Sampler from "./sampler.ts"
import { Collected } from "./Samples.ts"
import * as Wire from "./Wire.ts"

export const layer: Layer.Layer<never, Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const disabled = yield* Config.Boolean("OTEL_SDK_DISABLED").pipe(Config.withDefault(false))
    const endpoints = yield* Config.all(endpointNames.map((name) => Config.option(Config.schema(Endpoint, name))))
    return disabled || endpoints.every(Option.isNone) ? Layer.empty : exporting
  })
)

/** `localhost:4318` is a URL too, of something called localhost, and nothing would ever arrive there. */
const Endpoint = Schema.URLFromString.check(
  Schema.makeFilter<URL>(({ protocol }) => protocol === "http:" || protocol === "https:", { expected: "http or https" })
)

const endpointNames = ["", "TRACES_", "METRICS_", "LOGS_"].map((signal) => `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`)

/** What the specification takes for granted where nothing is said. */
const defaults = ConfigProvider.layerAdd(
  ConfigProvider.fromUnknown({
    OTEL_SERVICE_NAME: "loopi",
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_METRICS_EXPORTER: "otlp",
    OTEL_LOGS_EXPORTER: "otlp"
  })
)

const exporters = Layer.mergeAll(
  OtlpTracer.layerFromConfig(),
  OtlpMetrics.layerFromConfig(),
  OtlpLogger.layerFromConfig({ excludeLogSpans: true })
).pipe(Layer.provide([ExporterClient.layer, Wire.layer, defaults]))

/** Traces may be left out, by OTEL_TRACES_EXPORTER=none: then spans are made as cheaply as without a collector. */
const discretion = (isKept: Sampler.Sampler) =>
  Layer.unwrap(
    Effect.map(Tracer.Tracer, (tracer) =>
      tracer === Tracer.nativeTracer ? Layer.empty : Layer.succeed(Tracer.Tracer, discreet(tracer, isKept))
    )
  )

const exporting: Layer.Layer<never, Config.ConfigError> = Layer.unwrap(
  Effect.map(Sampler.configured, (isKept) =>
    Layer.mergeAll(RequestSpans.layer, discretion(isKept), Layer.succeed(Collected, true)).pipe(
      Layer.provideMerge(exporters)
    )
  )
).pipe(
  // The exporters take a setting that they cannot read for a bug.
  Layer.catchCause((cause) => {
    const mistake = cause.reasons
      .filter(Cause.isDieReason)
      .map(({ defect }) => defect)
      .find(isConfigError)
    return Layer.effectDiscard(mistake === undefined ? Effect.failCause(cause) : Effect.fail(mistake))
  })
)

const isConfigError = (defect: unknown): defect is Config.ConfigError => defect instanceof Config.ConfigError
