/**
 * Keeps the meaning of goals and cards where it can be searched.
 */
import { Context, Effect, Layer } from "effect"
import type { EmbeddedKind, Neighbour, SpaceId, Vector } from "../domain/Embedding.ts"
import type { UserId } from "../domain/User.ts"
import { Embedder, EmbedderFailed } from "../ports/Embedder.ts"
import { EmbeddingIndex } from "../ports/EmbeddingIndex.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"

/** A goal or a card, and the text that stands for its meaning. */
export interface Meaning {
  readonly id: string
  readonly text: string
}

export class Embeddings extends Context.Service<
  Embeddings,
  {
    /** The space that everything is embedded in. */
    readonly space: SpaceId
    /** One vector a text. Gives up after five seconds. */
    readonly embed: (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Vector>, EmbedderFailed>
    /** For each vector the learner's nearest goals or cards, best first. */
    readonly nearest: (
      userId: UserId,
      kind: EmbeddedKind,
      vectors: ReadonlyArray<Vector>,
      limit: number
    ) => Effect.Effect<ReadonlyArray<ReadonlyArray<Neighbour>>, StoreUnavailable>
    /**
     * Embeds and keeps meanings, each in the place of the one before. An outage is logged and refuses nothing: what it
     * leaves out is found by the next `align`, and no reason to lose a goal or a card.
     */
    readonly keep: (userId: UserId, kind: EmbeddedKind, meanings: ReadonlyArray<Meaning>) => Effect.Effect<void>
    /**
     * Keeps what is not kept yet with the same text and in the present space, and forgets whatever is not among the
     * meanings: they are all the learner has.
     */
    readonly align: (
      userId: UserId,
      kind: EmbeddedKind,
      meanings: ReadonlyArray<Meaning>
    ) => Effect.Effect<{ readonly written: number; readonly removed: number }, EmbedderFailed | StoreUnavailable>
    /** Forgets meanings. An outage is logged, and what it leaves behind is found by the next `align`. */
    readonly forget: (userId: UserId, kind: EmbeddedKind, ids: ReadonlyArray<string>) => Effect.Effect<void>
  }
>()("@loopi/core/usecases/Embeddings") {
  static readonly layer: Layer.Layer<Embeddings, never, Embedder | EmbeddingIndex> = Layer.effect(
    Embeddings,
    Effect.gen(function* () {
      const embedder = yield* Embedder
      const index = yield* EmbeddingIndex
      const { space } = embedder

      const embed = (texts: ReadonlyArray<string>) =>
        embedder.embed(texts).pipe(
          Effect.timeoutOrElse({
            duration: "5 seconds",
            orElse: () => EmbedderFailed.make({ retryable: true, cause: "no answer within 5 seconds" })
          })
        )

      const write = Effect.fnUntraced(function* (userId: UserId, kind: EmbeddedKind, stale: ReadonlyArray<Hashed>) {
        for (let from = 0; from < stale.length; from += batchSize) {
          const batch = stale.slice(from, from + batchSize)
          const vectors = yield* embed(batch.map(({ text }) => text))
          const rows = batch.flatMap(({ contentHash, id }, i) => {
            const vector = vectors[i]
            return vector === undefined ? [] : [{ userId, kind, id, space, contentHash, vector }]
          })
          // An embedder that makes vectors we cannot keep is broken, not unlucky.
          yield* index.put(rows).pipe(Effect.catchTag("VectorRefused", Effect.die))
        }
        return stale.length
      })

      const keep = Effect.fn("Embeddings.keep")(function* (
        userId: UserId,
        kind: EmbeddedKind,
        meanings: ReadonlyArray<Meaning>
      ) {
        yield* write(userId, kind, yield* Effect.forEach(meanings, hashed))
      }, putOff)

      const forget = Effect.fn("Embeddings.forget")(function* (
        userId: UserId,
        kind: EmbeddedKind,
        ids: ReadonlyArray<string>
      ) {
        yield* index.remove(userId, kind, ids)
      }, putOff)

      const align = Effect.fn("Embeddings.align")(function* (
        userId: UserId,
        kind: EmbeddedKind,
        meanings: ReadonlyArray<Meaning>
      ) {
        const entries = yield* index.entries(userId, kind)
        const kept = new Map(entries.filter((entry) => entry.space === space).map((entry) => [entry.id, entry]))
        const wanted = yield* Effect.forEach(meanings, hashed)

        const stale = wanted.filter(({ contentHash, id }) => {
          const entry = kept.get(id)
          return entry === undefined || entry.contentHash !== contentHash
        })
        const live = new Set(meanings.map(({ id }) => id))
        const gone = entries.map(({ id }) => id).filter((id) => !live.has(id))

        yield* index.remove(userId, kind, gone)
        return { written: yield* write(userId, kind, stale), removed: gone.length }
      })

      return Embeddings.of({
        space,
        embed,
        nearest: (userId, kind, vectors, limit) =>
          index.nearest(userId, { kind, space, vectors, limit }).pipe(Effect.catchTag("VectorRefused", Effect.die)),
        keep,
        align,
        forget
      })
    })
  )
}

const batchSize = 256

const putOff = <E>(change: Effect.Effect<void, E>): Effect.Effect<void> =>
  Effect.ignore(change, { log: "Warn", message: "vectors wait to be brought in line" })

interface Hashed extends Meaning {
  readonly contentHash: string
}

const encoder = new TextEncoder()

const hashed = Effect.fnUntraced(function* (meaning: Meaning) {
  const digest = yield* Effect.promise(() => globalThis.crypto.subtle.digest("SHA-256", encoder.encode(meaning.text)))
  return {
    ...meaning,
    contentHash: Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
  }
})
