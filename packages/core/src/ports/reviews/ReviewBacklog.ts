/**
 * Since when the oldest review waits for the archive; `null` where none does, or where there is no archive.
 */
import { Context, type DateTime, Effect } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

export const ReviewBacklog = Context.Reference<Effect.Effect<DateTime.Utc | null, StoreUnavailable>>(
  "@loopi/core/ports/reviews/ReviewBacklog",
  { defaultValue: () => Effect.succeed(null) }
)
