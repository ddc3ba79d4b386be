import { type FlashcardId, type GoalId, type NewRating, Study } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser } from "../authentication/Authentication.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "study",
  Effect.fnUntraced(function* (handlers) {
    return handlers.handleAll(yield* studyAnswers)
  })
)

/** What `QuizHandlers` answers as well. */
export const studyAnswers = Study.useSync((study) => ({
  due: ({ query }: { readonly query: { readonly goalId?: GoalId; readonly limit?: number } }) =>
    asUser((id) => study.due(id, query)),
  rate: ({ payload }: { readonly payload: NewRating }) => asUser((id) => study.rate(id, payload)),
  undo: ({ payload }: { readonly payload: { readonly cardId: FlashcardId; readonly version: number } }) =>
    asUser((id) => study.undo(id, payload.cardId, payload.version))
}))
