/**
 * How what leaves is written: as protobuf unless OTEL_EXPORTER_OTLP_PROTOCOL says http/json. Lines of the log that are for
 * whoever sits at this machine stay out of it.
 */
import { localOnly } from "@loopi/core"
import { Config, Effect, Layer } from "effect"
import { type OtlpLogger, OtlpSerialization } from "effect/observability"

export const layer: Layer.Layer<OtlpSerialization.OtlpSerialization, Config.ConfigError> = Layer.unwrap(
  Effect.gen(function* () {
    const protocol = yield* Config.Literals(["http/protobuf", "http/json"], "OTEL_EXPORTER_OTLP_PROTOCOL").pipe(
      Config.withDefault("http/protobuf")
    )
    return Layer.effect(
      OtlpSerialization.OtlpSerialization,
      Effect.map(OtlpSerialization.OtlpSerialization, (written) => ({
        ...written,
        logs: (logs: OtlpLogger.LogsData) => written.logs(forOthers(logs))
      }))
    ).pipe(Layer.provide(protocol === "http/json" ? OtlpSerialization.layerJson : OtlpSerialization.layerProtobuf))
  })
)

const forOthers = ({ resourceLogs }: OtlpLogger.LogsData): OtlpLogger.LogsData => ({
  resourceLogs: resourceLogs.map((resource) => ({
    ...resource,
    scopeLogs: resource.scopeLogs.map(({ logRecords = [], ...scope }) => ({
      ...scope,
      logRecords: logRecords.filter(({ attributes }) => !attributes.some(({ key }) => key === localOnly))
    }))
  }))
})
