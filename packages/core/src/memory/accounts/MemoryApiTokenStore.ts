import { DateTime, Effect, Layer, Option, Order } from "effect"
import { ApiToken, ApiTokenNotFound, TooManyTokens } from "../../domain/accounts/ApiToken.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { MemoryAccountTables } from "./MemoryAccountTables.ts"

/** Keeps API tokens in a `Map`. */
export const layer: Layer.Layer<ApiTokenStore, never, MemoryAccountTables> = Layer.effect(
  ApiTokenStore,
  Effect.gen(function* () {
    const { tokens } = yield* MemoryAccountTables
    const ofLearner = (userId: ApiToken["userId"]) =>
      [...tokens.values()].map(({ token }) => token).filter((token) => token.userId === userId)

    return ApiTokenStore.of({
      insert: (token, digest, limit) =>
        Effect.suspend(() => {
          const working = ofLearner(token.userId).filter(worksAt(token.createdAt))
          if (working.length >= limit) return TooManyTokens.make({ limit })
          tokens.set(token.id, { token, digest })
          return Effect.void
        }),
      list: (userId) => Effect.sync(() => ofLearner(userId).toSorted(oldestFirst)),
      find: (digest, at) =>
        Effect.sync(() => {
          const row = [...tokens.values()].find((row) => row.digest === digest && worksAt(at)(row.token))
          if (row === undefined) return Option.none()
          const lastUsedAt = DateTime.max(DateTime.startOf(at, "hour"), row.token.createdAt)
          const token = ApiToken.make({ ...row.token, lastUsedAt })
          tokens.set(token.id, { ...row, token })
          return Option.some(token)
        }),
      remove: (userId, id) =>
        Effect.suspend(() => {
          if (tokens.get(id)?.token.userId !== userId) return ApiTokenNotFound.make({ id })
          tokens.delete(id)
          return Effect.void
        })
    })
  })
)

const worksAt =
  (at: DateTime.Utc) =>
  ({ expiresAt }: ApiToken): boolean =>
    expiresAt === null || DateTime.isLessThan(at, expiresAt)

const oldestFirst = Order.combine(
  Order.mapInput(DateTime.Order, ({ createdAt }: ApiToken) => createdAt),
  Order.mapInput(Order.String, ({ id }: ApiToken) => id)
)
