/**
 * Finds out from which similarity on goals and cards are the same in the space that is in use.
 */
import { Array, Context, DateTime, Effect, Layer } from "effect"
import {
  calibrate,
  type CalibrationReport,
  fewestPairs,
  type LabelledPair,
  scoredPair,
  TooFewPairs
} from "../../domain/duplicates/Calibration.ts"
import { calibrationPairs } from "../../domain/duplicates/CalibrationPairs.ts"
import { cosine } from "../../domain/vectors/Lexical.ts"
import type { EmbedderFailed } from "../../ports/vectors/Embedder.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { ThresholdStore } from "../../ports/vectors/ThresholdStore.ts"
import { Embeddings } from "../vectors/Embeddings.ts"
import { thresholdsIn } from "./thresholdsIn.ts"

export interface CalibrationOptions {
  /** Pairs of one's own; without them those that come along. */
  readonly pairs?: ReadonlyArray<LabelledPair>
  /** Only measure: the thresholds stay as they are. */
  readonly dryRun?: boolean
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => Effect.Effect<void>
}

export class Calibration extends Context.Service<
  Calibration,
  {
    /** Measures the present space by labelled pairs and keeps the thresholds that do best, for everybody. */
    readonly run: (
      options?: CalibrationOptions
    ) => Effect.Effect<CalibrationReport, TooFewPairs | EmbedderFailed | StoreUnavailable>
  }
>()("@loopi/core/usecases/duplicates/Calibration") {
  static readonly layer: Layer.Layer<Calibration, never, ThresholdStore | Embeddings> = Layer.effect(
    Calibration,
    Effect.gen(function* () {
      const store = yield* ThresholdStore
      const { embed, space } = (yield* Embeddings).present

      /** The pairs with their similarities, a few at a time: an embedder has only so long for each request. */
      const scored = Effect.fnUntraced(function* (
        pairs: ReadonlyArray<LabelledPair>,
        onProgress: CalibrationOptions["onProgress"] = () => Effect.void
      ) {
        const chunks = Array.chunksOf(pairs, pairsAtOnce)
        const scores = yield* Effect.forEach(chunks, (chunk, i) =>
          Effect.gen(function* () {
            const vectors = yield* embed(chunk.flatMap(textsOf))
            yield* onProgress({ done: Math.min((i + 1) * pairsAtOnce, pairs.length), total: pairs.length })
            return chunk.map((pair, j) => ({
              kind: pair.kind,
              scored: scoredPair(pair, cosine(vectors[2 * j] ?? [], vectors[2 * j + 1] ?? []))
            }))
          })
        )
        return scores.flat()
      })

      const run = Effect.fn("Calibration.run")(function* (options: CalibrationOptions = {}) {
        const before = yield* thresholdsIn(store, space)
        const pairs = yield* scored(options.pairs ?? calibrationPairs, options.onProgress)

        const of = (kind: LabelledPair["kind"]) => pairs.flatMap((pair) => (pair.kind === kind ? [pair.scored] : []))
        const goal = calibrate("goal", of("goal"), before.goal)
        const flashcard = calibrate("flashcard", of("flashcard"), before.question)
        if (goal === undefined && flashcard === undefined) return yield* TooFewPairs.make({ needed: fewestPairs })
        const thresholds = {
          goal: goal?.after.threshold ?? before.goal,
          question: flashcard?.after.threshold ?? before.question
        }

        const stored = options.dryRun !== true
        if (stored) yield* store.put({ space, thresholds, calibratedAt: yield* DateTime.now })
        return { space, goal: goal ?? null, flashcard: flashcard ?? null, thresholds, stored }
      })

      return Calibration.of({ run })
    })
  )
}

const pairsAtOnce = 16

const textsOf = (pair: LabelledPair): ReadonlyArray<string> =>
  pair.kind === "goal" ? [pair.first, pair.second] : [pair.first.question, pair.second.question]
