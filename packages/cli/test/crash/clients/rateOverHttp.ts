/**
 * A client of the server: what it answers, in the words of the checker.
 */
import { RatedCard } from "@loopi/core"
import { DateTime, Effect, Option, Schema } from "effect"
import type { Outcome } from "../checker/History.ts"
import type { Answer, Served } from "../harness/Served.ts"
import type { Sent } from "./Witness.ts"

export const rateOverHttp =
  ({ ask }: Pick<Served, "ask">) =>
  ({ cardId, durationMs, rating, reviewedAt, version }: Sent): Effect.Effect<Outcome> => {
    const answer =
      rating === null
        ? ask("POST", "/api/study/undo", { cardId, version })
        : ask("POST", "/api/study/rate", {
            cardId,
            version,
            rating,
            durationMs,
            ...(reviewedAt !== null && { reviewedAt: DateTime.formatIso(DateTime.makeUnsafe(reviewedAt)) })
          })
    return Effect.map(answer, Option.match({ onNone: () => unknown, onSome: outcomeOf }))
  }

const unknown: Outcome = { tag: "unknown" }

const decodeRated = Schema.decodeSync(Schema.fromJsonString(Schema.toCodecJson(RatedCard)))
const codeOf = Schema.decodeSync(Schema.fromJsonString(Schema.Struct({ code: Schema.String })))

const outcomeOf = ({ status, text }: Answer): Outcome => {
  if (status === 200) return { tag: "acknowledged", schedule: decodeRated(text).schedule }
  // The storage was away: perhaps only on the way back.
  if (status === 503) return unknown
  const { code } = codeOf(text)
  return code === "schedule_conflict" ? { tag: "conflict" } : { tag: "refused", code }
}
