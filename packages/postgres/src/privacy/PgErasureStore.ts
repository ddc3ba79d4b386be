/**
 * Removes learners from every table of the stores, and keeps what became of it in `erasures`.
 */
import { type Erasure, ErasureStore, type StoreUnavailable, UserNotFound, withPart } from "@loopi/core"
import { Array, Effect, Layer, Option, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { asWorker, asWorkerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { erasuresOver } from "./erasureStatements.ts"
import { removingOver } from "./removing.ts"

export const layer: Layer.Layer<ErasureStore, never, SqlClient.SqlClient> = Layer.effect(
  ErasureStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { end, find, insert, page, partsOf, setParts, underWay } = erasuresOver(sql)
    const { lock, remove } = removingOver(sql)

    return ErasureStore.of({
      begin: Effect.fnUntraced(function* (erasure) {
        const begun = Effect.gen(function* () {
          if (!(yield* lock(erasure.userId))) return Option.none()
          const parts = yield* remove(erasure.userId)
          const kept = { ...erasure, finishedAt: null, parts }
          yield* insert(kept)
          return Option.some<Erasure>(kept)
        })
        const found = yield* begun.pipe(asWorker(sql), orUnavailable("ErasureStore.begin"))
        return Option.isSome(found) ? found.value : yield* UserNotFound.make({ id: erasure.userId })
      }),
      record: (id, part) =>
        Effect.gen(function* () {
          const { parts } = yield* partsOf(id)
          yield* setParts({ id, parts: withPart(parts, part) })
        }).pipe(asWorker(sql), orUnavailable("ErasureStore.record")),
      finish: (id, at) =>
        Effect.gen(function* () {
          const { userId } = yield* end({ id, at })
          yield* remove(userId)
        }).pipe(asWorker(sql), orUnavailable("ErasureStore.finish")),
      unfinished: underWay(undefined).pipe(asWorkerOnce(sql), orUnavailable("ErasureStore.unfinished")),
      all: Stream.paginate<Erasure["id"] | undefined, Erasure, StoreUnavailable>(undefined, (last) =>
        page({ last, limit: pageSize }).pipe(
          asWorkerOnce(sql),
          orUnavailable("ErasureStore.all"),
          Effect.map((erasures) => [
            erasures,
            erasures.length < pageSize ? Option.none() : Option.map(Array.last(erasures), ({ id }) => id)
          ])
        )
      ),
      find: (code) => find(code).pipe(asWorkerOnce(sql), orUnavailable("ErasureStore.find"))
    })
  })
)

const pageSize = 1_000
