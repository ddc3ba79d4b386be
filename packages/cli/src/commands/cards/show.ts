/**
 * `loopi cards show`: one card, with all that is known of it.
 */
import { type Draft, Drafts, type Flashcard, Notes } from "@loopi/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { cardArgument, findCard } from "../../arguments/cardArgument.ts"
import { show } from "../../output/output.ts"
import { renderCard, renderCardFacts } from "../../render/card.ts"
import { renderDoubts, ShownCard, shownCard } from "../../render/draft.ts"
import { json } from "../../root.ts"
import { learner, withLoopi } from "../../session.ts"

export const display = Command.make("show", { card: cardArgument, json }, ({ card: name, json }) =>
  withLoopi(
    Effect.gen(function* () {
      const card = yield* findCard(name)
      yield* showCard(yield* withDoubts(card), json)
    })
  )
).pipe(
  Command.withDescription("Show a card: where it comes from, who wrote it, and for a draft what is doubtful about it"),
  Command.withExamples([{ command: "loopi cards show 3f9c12ab", description: "By the end of its id" }])
)

/** Doubts are looked for as long as a card is a draft: then it was not chosen yet. */
const withDoubts = Effect.fnUntraced(function* (card: Flashcard) {
  const { drafts } = yield* (yield* Drafts).preview(learner, { ids: [card.id] })
  return drafts[0] ?? { card, findings: [], duplicates: [] }
})

/** Shows a card as it is now. */
export const showCard = Effect.fnUntraced(function* (draft: Draft, json: boolean) {
  const { card } = draft
  const notes = yield* (yield* Notes).list(learner, card.goalId)
  const note = notes.find(({ id }) => id === card.source?.documentId)
  const quote = card.source === null ? null : (note?.text.slice(card.source.start, card.source.end) ?? null)
  yield* show(ShownCard, shownCard(draft), json, () => [
    ...renderCard(card, quote, note?.name ?? "a note"),
    ...renderCardFacts(card),
    ...renderDoubts(draft, "    ")
  ])
})
