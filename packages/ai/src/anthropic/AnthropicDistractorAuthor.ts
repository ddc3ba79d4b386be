/**
 * Writes wrong options with a model.
 */
import { DistractorAuthor } from "@loopi/core"
import { Effect } from "effect"
import { distractors } from "../prompts/distractors.ts"
import { inert } from "../prompts/inert.ts"
import { whose } from "./AnthropicFlashcardAuthor.ts"
import type { Asking } from "./Asking.ts"

/** As many as are shown beside the answer. */
const wanted = 3

export const makeDistractorAuthor = (asking: Asking): DistractorAuthor["Service"] =>
  DistractorAuthor.of({
    write: Effect.fn("AnthropicDistractorAuthor.write")(function* (assignment, cards) {
      if (cards.length === 0) return []
      const options = yield* asking.all({
        ...whose(assignment),
        prompt: distractors,
        input: { assignment, cards },
        mayBeEmpty: true
      })
      const byCard = new Map(options.map(({ card, wrong }) => [card, chosen(wrong)]))
      return cards.map((_, i) => byCard.get(i + 1) ?? [])
    })
  })

/** The first three; none where there are fewer. */
const chosen = (wrong: ReadonlyArray<string>): ReadonlyArray<string> => {
  const options = [...new Set(wrong.map(inert))].filter((option) => option !== "").slice(0, wanted)
  return options.length === wanted ? options : []
}
