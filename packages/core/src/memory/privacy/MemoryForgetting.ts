/**
 * What the stores in memory keep of learners, each told by the store that keeps it: so that one call forgets a learner
 * in all of them.
 */
import { Context, Effect, Layer, Option } from "effect"
import type { ErasedPart } from "../../domain/privacy/Erasure.ts"
import type { UserId } from "../../domain/users/User.ts"

export class MemoryForgetting extends Context.Service<
  MemoryForgetting,
  {
    readonly add: (table: string, forget: (userId: UserId) => number) => void
    /** Removes what every store has of a learner, in the order they were added. */
    readonly forget: (userId: UserId) => ReadonlyArray<ErasedPart>
    /** Removes what one of them has of a learner. */
    readonly forgetIn: (table: string, userId: UserId) => void
    /** Who is being erased, and must not join meanwhile. */
    readonly underWay: Set<UserId>
  }
>()("@loopi/core/memory/privacy/MemoryForgetting") {
  static readonly layer: Layer.Layer<MemoryForgetting> = Layer.sync(MemoryForgetting, () => {
    const tables = new Map<string, (userId: UserId) => number>()
    return MemoryForgetting.of({
      add: (table, forget) => void tables.set(table, forget),
      forget: (userId) => Array.from(tables, ([place, forget]) => ({ place, rows: forget(userId), done: true })),
      forgetIn: (table, userId) => void tables.get(table)?.(userId),
      underWay: new Set()
    })
  })
}

/** Has rows forgotten with their learner. A store that stands alone has nobody to tell. */
export const forgetsWithLearner = <K, V>(
  table: string,
  rows: Map<K, V>,
  ownerOf: (row: V, key: K) => UserId | undefined
): Effect.Effect<void> =>
  Effect.map(Effect.serviceOption(MemoryForgetting), (forgetting) =>
    Option.map(forgetting, ({ add }) =>
      add(table, (userId) => {
        const gone = [...rows].filter(([key, row]) => ownerOf(row, key) === userId)
        gone.forEach(([key]) => rows.delete(key))
        return gone.length
      })
    )
  )

/** Whether somebody is being erased now. */
export const erasingNow: Effect.Effect<(userId: UserId) => boolean> = Effect.map(
  Effect.serviceOption(MemoryForgetting),
  (forgetting) => (userId) => Option.exists(forgetting, ({ underWay }) => underWay.has(userId))
)
