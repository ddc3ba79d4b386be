/**
 * Adds reviews to the `reviews` table, each once.
 */
import type { Review, StoreUnavailable } from "@loopi/core"
import { Effect } from "effect"
import type { SqlClient } from "effect/sql"
import { asLearnerOf } from "../internal/asLearner.ts"
import { inBatches } from "../internal/inBatches.ts"
import { isTwice } from "../internal/isTwice.ts"
import { orUnavailable } from "../internal/orUnavailable.ts"
import { appendOver } from "./reviewStatements.ts"

export const addingOver = (sql: SqlClient.SqlClient, operation: string) => {
  const append = appendOver(sql)

  return (reviews: ReadonlyArray<Review>): Effect.Effect<void, StoreUnavailable> =>
    asLearnerOf(sql, reviews, inBatches(reviews, append)).pipe(
      // Somebody is adding the same reviews: once theirs are committed they are found, and left as they are.
      Effect.retry({ times: 3, while: isTwice }),
      orUnavailable(operation)
    )
}
