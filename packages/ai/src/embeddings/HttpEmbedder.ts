/**
 * Embeds texts with a model over HTTP, in the dialect of its provider.
 */
import { dimension as longest, Embedder, type EmbedderFailed, type Vector } from "@loopi/core"
import { Effect, Layer, Result } from "effect"
import type { HttpClient } from "effect/http"
import { type Ask, asking } from "./asking.ts"
import { dialects } from "./dialects/dialects.ts"
import type { HttpEmbedderSettings } from "./EmbeddingSettings.ts"
import { failed } from "./failures.ts"
import { remembered } from "./Remembered.ts"
import { spaceOf } from "./spaceOf.ts"
import { isBlank, tidied } from "./texts.ts"
import { unitVector } from "./unitVector.ts"

/** Fails where the model's vectors do not fit, or where nobody knows their length and the provider does not answer. */
export const layer = (settings: HttpEmbedderSettings): Layer.Layer<Embedder, EmbedderFailed, HttpClient.HttpClient> =>
  Layer.effect(Embedder, make(settings))

export const make = Effect.fn("HttpEmbedder.make")(function* (settings: HttpEmbedderSettings) {
  const dialect = dialects[settings.embedder]
  const model = settings.model ?? dialect.model
  const ask = yield* asking(settings, dialect, model)

  const dimension = settings.dimension ?? dialect.dimensionOf(model) ?? (yield* probe(ask))
  if (dimension > longest) return yield* failed("too_many_dimensions")
  const space = spaceOf(dialect.provider, model, dimension)
  const embed = yield* remembered({
    space,
    capacity: settings.capacity ?? 2000,
    batch: settings.batch ?? dialect.batch,
    concurrency: settings.concurrency ?? dialect.concurrency,
    ask: (texts) => Effect.flatMap(ask(texts), (answer) => Effect.fromResult(vectorsOf(answer, dimension)))
  })

  return Embedder.of({
    space,
    embed: Effect.fn("HttpEmbedder.embed")(function* (texts: ReadonlyArray<string>) {
      if (texts.some(isBlank)) return yield* failed("blank_text")
      return yield* embed(texts.map(tidied))
    })
  })
})

/** Asks once how long the model's vectors are: the name of the space says it. */
const probe = (ask: Ask) =>
  ask(["length"]).pipe(
    // Whoever starts a program is not kept waiting for a provider that is away.
    Effect.timeoutOrElse({ duration: "5 seconds", orElse: () => failed("timed_out") }),
    Effect.flatMap(([vector = []]) => (vector.length === 0 ? failed("malformed") : Effect.succeed(vector.length)))
  )

/** Vectors of another length belong to another space: the model behind the name has changed. */
const vectorsOf = (
  answer: ReadonlyArray<ReadonlyArray<number>>,
  dimension: number
): Result.Result<ReadonlyArray<Vector>, EmbedderFailed> =>
  Result.all(
    answer.map((numbers) => (numbers.length === dimension ? unitVector(numbers) : Result.fail(failed("model_unknown"))))
  )
