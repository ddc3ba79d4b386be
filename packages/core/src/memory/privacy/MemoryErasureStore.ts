import { Effect, Layer, Option, Stream } from "effect"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import { Erasure, type ErasureId, withPart } from "../../domain/privacy/Erasure.ts"
import { ErasureStore } from "../../ports/privacy/ErasureStore.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { MemoryForgetting } from "./MemoryForgetting.ts"

/** Keeps erasures in a `Map`. */
export const layer: Layer.Layer<ErasureStore, never, MemoryForgetting | UserStore> = Layer.effect(
  ErasureStore,
  Effect.gen(function* () {
    const { forget, underWay } = yield* MemoryForgetting
    const users = yield* UserStore
    const erasures = new Map<ErasureId, Erasure>()
    const codes = new Map<SecretDigest, ErasureId>()
    const all = () => [...erasures.values()]
    const change = (id: ErasureId, changed: (erasure: Erasure) => Erasure) =>
      Effect.sync(() => {
        const erasure = erasures.get(id)
        if (erasure !== undefined) erasures.set(id, changed(erasure))
      })

    return ErasureStore.of({
      begin: Effect.fnUntraced(function* ({ begunAt, code, id, userId }) {
        yield* users.get(userId)
        const erasure = Erasure.make({ id, userId, begunAt, finishedAt: null, parts: forget(userId) })
        erasures.set(id, erasure)
        codes.set(code, id)
        underWay.add(userId)
        return erasure
      }),
      record: (id, part) => change(id, (erasure) => Erasure.make({ ...erasure, parts: withPart(erasure.parts, part) })),
      finish: (id, finishedAt) =>
        change(id, (erasure) => {
          forget(erasure.userId)
          underWay.delete(erasure.userId)
          return Erasure.make({ ...erasure, finishedAt })
        }),
      unfinished: Effect.sync(() => all().filter(({ finishedAt }) => finishedAt === null)),
      all: Stream.suspend(() => Stream.fromIterable(all())),
      find: (code) =>
        Effect.sync(() =>
          Option.flatMap(Option.fromUndefinedOr(codes.get(code)), (id) => Option.fromUndefinedOr(erasures.get(id)))
        )
    })
  })
)
