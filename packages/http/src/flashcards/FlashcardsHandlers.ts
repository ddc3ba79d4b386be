import { FlashcardId, Flashcards } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"
import { byTime, insisting, tell } from "../requests/conditional.ts"
import { checked } from "./DuplicateCheck.ts"
import { pagesOf } from "../requests/pages.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "flashcards",
  Effect.fnUntraced(function* (handlers) {
    const cards = yield* Flashcards
    const pageOf = yield* pagesOf("flashcards")

    return handlers.handleAll({
      list: ({ query: { cursor, limit, ...query } }) =>
        asUser((id) =>
          Effect.map(
            pageOf(id, { cursor, limit }, (after, limit) => cards.list(id, { ...query, ...from(after), limit })),
            ({ next, rows }) => ({ flashcards: rows, next })
          )
        ),
      add: ({ payload }) => asUser((id) => cards.add(id, payload)),
      checkDuplicate: ({ payload }) => asUser((id) => checked(cards.duplicatesOf(id, payload))),
      approve: ({ payload }) =>
        asUser((id) =>
          Effect.map(
            "ids" in payload ? cards.approve(id, payload.ids) : cards.approveAll(id, payload.goalId),
            (approved) => ({ approved })
          )
        ),
      get: ({ params }) =>
        asUser((id) => Effect.tap(cards.get(id, params.id), ({ updatedAt }) => tell(byTime, updatedAt))),
      discard: ({ headers, params }) =>
        asUser((id) =>
          insisting(headers, byTime, (expected) =>
            expected === undefined ? cards.discard(id, [params.id]) : cards.discardAsSeen(id, params.id, expected)
          )
        )
    })
  })
)

const from = (after: string | undefined) => (after === undefined ? {} : { after: FlashcardId.make(after) })
