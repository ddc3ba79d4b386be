import { Flashcards } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { asUser } from "./Authentication.ts"
import { checked } from "./DuplicateCheck.ts"
import { defaultPageLimit, pageOf } from "./FlashcardPage.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "flashcards",
  Effect.fnUntraced(function* (handlers) {
    const cards = yield* Flashcards

    return handlers.handleAll({
      list: ({ query: { limit = defaultPageLimit, ...query } }) =>
        asUser((id) => Effect.map(cards.list(id, { ...query, limit: limit + 1 }), (found) => pageOf(found, limit))),
      add: ({ payload }) => asUser((id) => cards.add(id, payload)),
      checkDuplicate: ({ payload }) => asUser((id) => checked(cards.duplicatesOf(id, payload))),
      approve: ({ payload }) =>
        asUser((id) =>
          Effect.map(
            "ids" in payload ? cards.approve(id, payload.ids) : cards.approveAll(id, payload.goalId),
            (approved) => ({ approved })
          )
        ),
      get: ({ params }) => asUser((id) => cards.get(id, params.id)),
      discard: ({ params }) => asUser((id) => cards.discard(id, [params.id]))
    })
  })
)
