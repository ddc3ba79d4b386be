/**
 * The settings of the log, and of what leaves for a collector of OpenTelemetry.
 */
import type { SettingGroup } from "./Setting.ts"

const milliseconds = "a whole number of milliseconds"

export const ofObserving: SettingGroup = {
  title: "The log, and a collector of OpenTelemetry",
  page: "observability.md",
  settings: [
    {
      name: "LOOPI_LOG",
      means: "the form of the log of the server: json, pretty or text",
      otherwise: "pretty on a terminal, else json"
    },
    {
      name: "LOOPI_LOG_LEVEL",
      means: "debug, info, warn, error or none; --log-level goes before it",
      otherwise: "info"
    },
    {
      name: "OTEL_EXPORTER_OTLP_ENDPOINT",
      means: "where the collector listens; for one signal, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT and its like",
      otherwise: "none: nothing leaves",
      expects: "a URL, as in http://localhost:4318"
    },
    {
      name: "OTEL_EXPORTER_OTLP_HEADERS",
      means: "what the collector wants to be shown, as in authorization=Bearer%20...",
      otherwise: "none"
    },
    {
      name: "OTEL_EXPORTER_OTLP_PROTOCOL",
      means: "how it is spoken to",
      otherwise: "http/protobuf",
      expects: "`http/protobuf` or `http/json`"
    },
    {
      name: "OTEL_EXPORTER_OTLP_COMPRESSION",
      means: "whether what it is told is packed",
      otherwise: "none",
      expects: "`gzip` or `none`"
    },
    {
      name: "OTEL_EXPORTER_OTLP_TIMEOUT",
      means: "milliseconds that it may take to answer",
      otherwise: "5000",
      expects: milliseconds
    },
    ...["TRACES", "METRICS", "LOGS"].map((signal) => ({
      name: `OTEL_${signal}_EXPORTER`,
      means: `none leaves ${signal.toLowerCase()} out`,
      otherwise: "otlp"
    })),
    {
      name: "OTEL_TRACES_SAMPLER",
      means: "which traces are kept",
      otherwise: "parentbased_always_on",
      expects: "`always_on`, `always_off` or `traceidratio`, or one of them with `parentbased_` before it"
    },
    {
      name: "OTEL_TRACES_SAMPLER_ARG",
      means: "the share of traces that traceidratio keeps",
      otherwise: "1",
      expects: "a number from 0 to 1, as in 0.05"
    },
    { name: "OTEL_SERVICE_NAME", means: "what the server is called", otherwise: "loopi" },
    {
      name: "OTEL_RESOURCE_ATTRIBUTES",
      means: "what else is said of it, as in deployment.environment=test",
      otherwise: "none"
    },
    ...Object.entries({ BSP_SCHEDULE_DELAY: "5000", BLRP_SCHEDULE_DELAY: "1000", METRIC_EXPORT_INTERVAL: "10000" }).map(
      ([name, otherwise]) => ({
        name: `OTEL_${name}`,
        means: "milliseconds between two batches",
        otherwise,
        expects: milliseconds
      })
    ),
    {
      name: "OTEL_SDK_DISABLED",
      means: "true turns all of it off",
      otherwise: "false",
      expects: "`true` or `false`"
    }
  ]
}
