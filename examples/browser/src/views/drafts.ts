/**
 * Cards that wait for approval.
 */
import type { Flashcard, FlashcardId, GoalId, QualityFinding } from "@loopi/core"
import { Effect } from "effect"
import { does } from "../does.ts"
import { h } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { go } from "../router.ts"
import { count } from "./shown.ts"

interface Draft {
  readonly card: Flashcard
  readonly findings: ReadonlyArray<QualityFinding>
}

export const drafts = (goalId: GoalId, waiting: ReadonlyArray<Draft>): Node | undefined => {
  if (waiting.length === 0) return undefined
  const list = h("ul", { class: "plain drafts" })
  list.append(...waiting.map((draft) => row(goalId, draft)))
  return h(
    "section",
    { class: "card" },
    h(
      "div",
      { class: "line" },
      h("h2", {}, `${count(waiting.length, "draft")} to look through`),
      h("button", { type: "button", class: "primary", onclick: does(() => approve(goalId)) }, "Keep all")
    ),
    list
  )
}

const row = (goalId: GoalId, { card, findings }: Draft): Node =>
  h(
    "li",
    {},
    h("p", { class: "question" }, card.question),
    h("p", {}, card.answer),
    findings.length > 0 &&
      h("p", { class: "remedy" }, findings.map(({ rule }) => rule.replaceAll("_", " ")).join(", ")),
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": `Discard: ${card.question}`,
        onclick: does(() => discard(goalId, card.id))
      },
      "Discard"
    )
  )

const approve = Effect.fnUntraced(function* (goalId: GoalId) {
  const { approved } = yield* loopi.flashcards.approve({ payload: { goalId } })
  go(`goal/${goalId}`, `${count(approved, "card")} to study from now on.`)
})

const discard = (goalId: GoalId, id: FlashcardId) =>
  Effect.andThen(
    loopi.drafts.discard({ payload: { ids: [id] } }),
    Effect.sync(() => go(`goal/${goalId}`))
  )
