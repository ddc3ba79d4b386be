/**
 * How lines of the log read.
 */
import { assert, it } from "@effect/vitest"
import { StoreUnavailable } from "@loopi/core"
import { ConfigProvider, Effect, Layer, Logger, References, Schema } from "effect"
import { jsonLine } from "../../src/logging/jsonLine.ts"
import * as Logging from "../../src/logging/Logging.ts"
import { plainly } from "../../src/logging/plainly.ts"

const canary = "canary-7d1f0c"

/** The lines that something logs. */
const linesOf = Effect.fnUntraced(function* (work: Effect.Effect<void>) {
  const lines: Array<string> = []
  const logger = Logger.map(plainly(jsonLine), (line) => void lines.push(line))
  yield* Effect.provide(work, Logger.layer([logger]))
  return lines.map((line) => decode(line))
})

const decode = Schema.decodeSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

it.effect("a line says when, how grave, what, and what belongs to it", () =>
  Effect.gen(function* () {
    const work = Effect.annotateLogs(Effect.logWarning("a watch ended"), { requestId: "r-1" })
    assert.deepStrictEqual(yield* linesOf(work), [
      { time: "1970-01-01T00:00:00.000Z", level: "warn", message: "a watch ended", requestId: "r-1" }
    ])
  })
)

it.effect("an error says what it is called and what was behind it, and keeps its other fields to itself", () =>
  Effect.gen(function* () {
    const duplicate = Object.assign(new Error("a duplicate key"), { detail: canary, name: "PgError" })
    const away = StoreUnavailable.make({ operation: "GoalStore.insert", cause: duplicate })
    const [line] = yield* linesOf(Effect.logError("a dependency failed", away))
    assert.strictEqual(line?.["message"], "a dependency failed StoreUnavailable because of PgError: a duplicate key")
    assert.notInclude(JSON.stringify(line), canary)
  })
)

it.effect("a bug is logged with its stack", () =>
  Effect.gen(function* () {
    const work = Effect.die(new Error("out of range")).pipe(
      Effect.tapDefect((defect) => Effect.logError("our mistake", defect))
    )
    const [line] = yield* linesOf(Effect.ignoreCause(work))
    assert.match(String(line?.["message"]), /our mistake Error: out of range\n +at /)
  })
)

const read = (env: Record<string, string>) =>
  Effect.provide(
    References.MinimumLogLevel,
    Layer.provide(Logging.layer, ConfigProvider.layer(ConfigProvider.fromUnknown(env)))
  )

it.effect("how grave a line must be is set, and what cannot be read is refused by its name", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* read({}), "Info")
    assert.strictEqual(yield* read({ LOOPI_LOG: "text", LOOPI_LOG_LEVEL: "WARN" }), "Warn")
    const typed = Effect.provideService(read({ LOOPI_LOG_LEVEL: "error" }), References.MinimumLogLevel, "Debug")
    assert.strictEqual(yield* typed, "Debug")
    const refused = yield* Effect.flip(read({ LOOPI_LOG: canary }))
    assert.include(refused, {
      reason: "the setting LOOPI_LOG cannot be read",
      whatToDo: "Set LOOPI_LOG to one of json, pretty, text, or unset it"
    })
  })
)
