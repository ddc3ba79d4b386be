/**
 * A goal: its notes, its skill tree, the cards that are written for it.
 */
import { GoalId } from "@loopi/core"
import { Effect, Schema } from "effect"
import { h } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { drafts } from "./drafts.ts"
import { notes } from "./notes.ts"
import { count, ring } from "./shown.ts"
import { tree } from "./tree.ts"
import { writing } from "./writing.ts"

export const goal = Effect.fnUntraced(function* (asked: string | undefined) {
  const id = yield* Schema.decodeUnknownEffect(GoalId)(asked)
  const [goal, noted, mastery, drafted] = yield* Effect.all(
    [
      loopi.goals.get({ params: { id } }),
      loopi.notes.list({ params: { id } }),
      loopi.progress.mastery({ query: { goalId: id } }),
      loopi.drafts.preview({ query: { goalId: id } })
    ],
    { concurrency: "unbounded" }
  )
  // A goal without a tree has no skills to be mastered, either.
  const grown = mastery.nodes.length === 0 ? undefined : yield* loopi.skillTrees.get({ params: { id } })
  const cards = mastery.nodes.reduce((sum, node) => sum + node.cards, 0)
  return h(
    "div",
    { class: "stack" },
    h(
      "header",
      { class: "today card" },
      ring(mastery.mastery, `${mastery.mastery} % mastered`),
      h("div", {}, h("h1", {}, goal.title), h("p", { class: "dim" }, count(cards, "card"))),
      cards > 0 && h("a", { class: "button primary", href: `#/study/${id}` }, "Study")
    ),
    h(
      "div",
      { class: "columns" },
      h("div", { class: "stack" }, notes(id, noted), noted.length > 0 && tree(id, grown, mastery.nodes)),
      grown !== undefined &&
        h("div", { class: "stack" }, yield* writing(id, drafted.drafts.length === 0), drafts(id, drafted.drafts))
    )
  )
})
