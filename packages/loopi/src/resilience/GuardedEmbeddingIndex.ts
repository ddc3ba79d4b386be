/**
 * Vectors on a disk that may be full, slow or gone: who searches waits no longer than for a page, and who writes is told
 * soon that the work has to wait.
 */
import { EmbeddingIndex, nobody, SpaceId, type StoreUnavailable, type VectorRefused } from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import * as Guard from "./Guard.ts"
import { patiently } from "./Patience.ts"
import { unavailable } from "./unavailable.ts"

export const layer = <E, R>(inner: Layer.Layer<EmbeddingIndex, E, R>): Layer.Layer<EmbeddingIndex, E, R> =>
  Layer.effect(EmbeddingIndex, Effect.flatMap(EmbeddingIndex, guarded)).pipe(Layer.provide(inner))

type Trouble = StoreUnavailable | VectorRefused

const guarded = Effect.fnUntraced(function* (index: EmbeddingIndex["Service"]) {
  const by = <A extends string>(name: A) => {
    const { against, failed } = unavailable(name)
    return {
      part: "vectors" as const,
      by: name,
      inARow: 1,
      longestRest: "5 seconds",
      failed,
      against: (error: Trouble) => (error._tag === "VectorRefused" ? undefined : against(error))
    } as const
  }
  const { call: reading } = yield* Guard.make<Trouble>({
    ...by("vectors.read"),
    patience: yield* patiently("2 seconds"),
    probe: index.spaces(nobody)
  })
  // Nothing of nobody's is dropped: writes as little as can be.
  const { call: writing } = yield* Guard.make<Trouble>({
    ...by("vectors.write"),
    patience: yield* patiently("4 seconds"),
    probe: index.drop(nobody, SpaceId.make("nowhere"))
  })
  const read = onlyUnavailable(reading)
  const write = onlyUnavailable(writing)

  return EmbeddingIndex.of({
    put: (embeddings) => writing(index.put(embeddings)),
    remove: (userId, kind, ids) => write(index.remove(userId, kind, ids)),
    nearest: (userId, query) => reading(index.nearest(userId, query)),
    entries: (userId, kind) => read(index.entries(userId, kind)),
    spaces: (userId) => read(index.spaces(userId)),
    drop: (userId, space) => write(index.drop(userId, space)),
    erase: (userId) => write(index.erase(userId)),
    // Those who look through everything have time.
    sweep: index.sweep,
    flawed: index.flawed,
    learners: Stream.timeoutOrElse(index.learners, {
      duration: "10 seconds",
      orElse: () => Stream.fail(unavailable("vectors.read").failed("timed_out"))
    })
  })
})

const onlyUnavailable =
  (guard: Guard.Guard<Trouble>["call"]) =>
  <A>(call: Effect.Effect<A, StoreUnavailable>): Effect.Effect<A, StoreUnavailable> =>
    Effect.catchTag(guard(call), "VectorRefused", Effect.die)
