/**
 * Lists that are read page by page: each page names the next one by a cursor that means nothing to anybody else.
 */
import { Cursors, type UserId } from "@loopi/core"
import { Effect, Schema } from "effect"

const defaultPageLimit = 50

/** What a list takes beside what chooses its rows. */
export const paging = {
  cursor: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(200))),
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })))
}

/** The cursor of the page after this one; null on the last. */
export const next = Schema.NullOr(Schema.String)

interface Paged {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** Reads the rows of a page, and one more to know whether there is another page. */
export const pagesOf = (list: string) =>
  Cursors.useSync(
    (cursors) =>
      <A extends { readonly id: string }, E, R>(
        userId: UserId,
        { cursor, limit = defaultPageLimit }: Paged,
        read: (after: string | undefined, limit: number) => Effect.Effect<ReadonlyArray<A>, E, R>
      ) =>
        Effect.gen(function* () {
          const after = cursor === undefined ? undefined : yield* cursors.open(userId, list, cursor)
          const found = yield* read(after, limit + 1)
          const rows = found.slice(0, limit)
          const last = rows.at(-1)
          const isLast = last === undefined || found.length <= limit
          return { rows, next: isLast ? null : yield* cursors.seal(userId, list, last.id) }
        })
  )
