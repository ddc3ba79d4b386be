import { DateTime, Effect, Layer, Order } from "effect"
import { MailRequest } from "../../domain/accounts/MailRequest.ts"
import { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import { MemoryAccountTables, type MailRow } from "./MemoryAccountTables.ts"

/** Keeps mails that were asked for in a `Map`. */
export const layer: Layer.Layer<MailRequestStore, never, MemoryAccountTables> = Layer.effect(
  MailRequestStore,
  Effect.gen(function* () {
    const { mails } = yield* MemoryAccountTables

    return MailRequestStore.of({
      add: (request) => Effect.sync(() => void mails.set(request.id, { request, dueAt: request.requestedAt })),
      take: (limit, at, until) =>
        Effect.sync(() => {
          const due = [...mails.values()].filter(({ dueAt }) => DateTime.isLessThanOrEqualTo(dueAt, at))
          return due
            .toSorted(oldestFirst)
            .slice(0, limit)
            .map(({ request }) => {
              const taken = MailRequest.make({ ...request, attempts: request.attempts + 1 })
              mails.set(taken.id, { request: taken, dueAt: until })
              return taken
            })
        }),
      postpone: (id, until) =>
        Effect.sync(() => {
          const row = mails.get(id)
          if (row !== undefined) mails.set(id, { ...row, dueAt: until })
        }),
      done: (id) => Effect.sync(() => void mails.delete(id)),
      waiting: Effect.sync(() => {
        const [oldest] = [...mails.values()].toSorted(oldestFirst)
        return { requests: mails.size, oldest: oldest?.request.requestedAt }
      })
    })
  })
)

const oldestFirst = Order.combine(
  Order.mapInput(DateTime.Order, ({ request }: MailRow) => request.requestedAt),
  Order.mapInput(Order.String, ({ request }: MailRow) => request.id)
)
