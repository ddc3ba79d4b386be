import { DateTime, Effect, Layer, Option, Order } from "effect"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import { Session } from "../../domain/accounts/Session.ts"
import type { UserId } from "../../domain/users/User.ts"
import { type Refreshed, SessionStore } from "../../ports/accounts/SessionStore.ts"
import { MemoryAccountTables, removeWhere, type SessionRow } from "./MemoryAccountTables.ts"

/** Keeps sessions in a `Map`, with the refresh secrets that each has spent. */
export const layer: Layer.Layer<SessionStore, never, MemoryAccountTables> = Layer.effect(
  SessionStore,
  Effect.gen(function* () {
    const { known, sessions, tokens } = yield* MemoryAccountTables
    const rows = () => [...sessions.values()]
    const ofLearner = (userId: UserId) =>
      rows()
        .map(({ session }) => session)
        .filter((session) => session.userId === userId)
        .toSorted(lastRefreshedFirst)
    const byRefresh = (refresh: SecretDigest) =>
      rows().find(({ secrets, spent }) => secrets.refresh === refresh || spent.has(refresh))

    return SessionStore.of({
      open: (session, secrets, most) =>
        Effect.sync(() => {
          sessions.set(session.id, { session, secrets, spent: new Set() })
          known.add(session.userId)
          for (const { id } of ofLearner(session.userId).slice(most)) sessions.delete(id)
        }),
      find: (access, at) =>
        Effect.sync(() =>
          Option.fromUndefinedOr(
            rows().find(
              ({ secrets, session }) => secrets.access === access && DateTime.isLessThan(at, session.accessExpiresAt)
            )?.session
          )
        ),
      ofRefresh: (refresh) => Effect.sync(() => Option.fromUndefinedOr(byRefresh(refresh)?.session)),
      refresh: (refresh, next, at) =>
        Effect.sync(() => {
          const row = byRefresh(refresh)
          if (row?.spent.has(refresh) === true) sessions.delete(row.session.id)
          if (row?.secrets.refresh !== refresh || !DateTime.isLessThan(at, row.session.refreshExpiresAt)) {
            return Option.none()
          }
          const moved = movedOn(row, next)
          sessions.set(moved.session.id, moved)
          return Option.some(moved.session)
        }),
      list: (userId, at) =>
        Effect.sync(() =>
          ofLearner(userId).filter(({ refreshExpiresAt }) => DateTime.isLessThan(at, refreshExpiresAt))
        ),
      end: (userId, id) => Effect.sync(() => sessions.get(id)?.session.userId === userId && sessions.delete(id)),
      endAll: (userId) =>
        Effect.sync(() => {
          removeWhere(sessions, ({ session }) => session.userId === userId)
          removeWhere(tokens, ({ token }) => token.userId === userId)
        }),
      purge: (before) =>
        Effect.sync(() => removeWhere(sessions, ({ session }) => DateTime.isLessThan(session.refreshExpiresAt, before)))
    })
  })
)

const movedOn = (
  { secrets: { refresh }, session, spent }: SessionRow,
  { secrets, ...times }: Refreshed
): SessionRow => ({
  session: Session.make({ ...session, ...times }),
  secrets,
  spent: new Set([...spent, refresh])
})

const lastRefreshedFirst = Order.flip(
  Order.combine(
    Order.mapInput(DateTime.Order, ({ refreshedAt }: Session) => refreshedAt),
    Order.mapInput(Order.String, ({ id }: Session) => id)
  )
)
