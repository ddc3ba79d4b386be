import { CardHealth, Drafts, type Flashcard } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"
import { byTime, insisting, tell } from "../requests/conditional.ts"
import { fail } from "../problems/Problem.ts"
import { byReason } from "../problems/refusals.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "drafts",
  Effect.fnUntraced(function* (handlers) {
    const drafts = yield* Drafts
    const health = yield* CardHealth

    return handlers.handleAll({
      preview: ({ query: { goalId, runId } }) => {
        if (runId !== undefined) return asUser((id) => drafts.preview(id, { runId }))
        return goalId === undefined ? fail("draft_choice_needed") : asUser((id) => drafts.preview(id, { goalId }))
      },
      discard: ({ payload }) => asUser((id) => Effect.map(drafts.discard(id, payload), (discarded) => ({ discarded }))),
      edit: ({ headers, params, payload }) =>
        asUser((id) =>
          insisting(headers, byTime, (expected) => Effect.tap(drafts.edit(id, params.id, payload, expected), told))
        ),
      refine: ({ params, payload }) =>
        asUser((id) => Effect.tap(byReason(drafts.refine(id, params.id, payload.feedback)), told)),
      rewrite: ({ params, payload }) =>
        asUser((id) => Effect.tap(byReason(health.rewrite(id, params.id, payload.feedback)), told))
    })
  })
)

const told = ({ card: { updatedAt } }: { readonly card: Flashcard }) => tell(byTime, updatedAt)
