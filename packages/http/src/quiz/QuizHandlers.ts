import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { progressAnswers } from "../progress/ProgressHandlers.ts"
import { studyAnswers } from "../study/StudyHandlers.ts"

/** Hands each endpoint to what answers its namesake. */
export const layer = HttpApiBuilder.group(
  Api,
  "quiz",
  Effect.fnUntraced(function* (handlers) {
    const { due, rate } = yield* studyAnswers
    const { history, stats } = yield* progressAnswers

    return handlers.handleAll({ due, rate, stats, history })
  })
)
