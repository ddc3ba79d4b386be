/**
 * Has a model look at cards as a teacher would.
 */
import { type CardReviewer, type QualityFinding } from "@loopi/core"
import { type Context, Effect } from "effect"
import { inertLine } from "../prompts/inert.ts"
import { review } from "../prompts/review.ts"
import { whose } from "./AnthropicFlashcardAuthor.ts"
import type { Asking } from "./Asking.ts"

export type Reviewer = Context.Service.Shape<typeof CardReviewer>

export const makeCardReviewer = (asking: Asking): Reviewer => ({
  review: Effect.fn("AnthropicCardReviewer.review")(function* (assignment, cards) {
    if (cards.length === 0) return []
    const problems = yield* asking.all({
      ...whose(assignment),
      prompt: review,
      input: { assignment, cards },
      mayBeEmpty: true
    })
    return cards.map((_, i) =>
      problems.flatMap(({ card, reason, rule, severity }): ReadonlyArray<QualityFinding> => {
        const said = inertLine(reason)
        return card === i + 1 && said !== "" ? [{ rule, severity, reason: said }] : []
      })
    )
  })
})
