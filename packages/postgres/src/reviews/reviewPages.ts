/**
 * A learner's reviews in the order of cards and versions, a page at a time.
 */
import type { Review, StoreUnavailable, UserId } from "@loopi/core"
import { Array, Effect, Option, Stream } from "effect"
import type { SqlClient } from "effect/sql"
import { asLearnerOnce } from "../internal/asLearner.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { readingOver } from "./reviewStatements.ts"

const pageSize = 1_000

export const replayOver = (sql: SqlClient.SqlClient, operation: string) => {
  const { pageAfter } = readingOver(sql)

  const nextPage = (userId: UserId) => (last: Review | undefined) =>
    Effect.map(
      pageAfter({ userId, last, limit: pageSize }),
      (page) =>
        [
          page,
          // A short page is the last one.
          page.length < pageSize ? Option.none() : Array.last(page)
        ] as const
    ).pipe(asLearnerOnce(sql, userId), orUnavailable(operation))

  return (userId: UserId): Stream.Stream<Review, StoreUnavailable> =>
    Stream.paginate<Review | undefined, Review, StoreUnavailable>(undefined, nextPage(userId))
}
