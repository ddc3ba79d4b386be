/**
 * What happens in a run that writes cards, as it happens.
 */
import { Schema } from "effect"
import type { Told } from "../follow.ts"
import { h } from "../dom.ts"

/** What events carry, each some of it. */
const Detail = Schema.Struct({
  title: Schema.optionalKey(Schema.String),
  question: Schema.optionalKey(Schema.String),
  nodesDone: Schema.optionalKey(Schema.Int),
  nodes: Schema.optionalKey(Schema.Int)
})
type Detail = typeof Detail.Type

const fits = Schema.is(Detail)

export const runLog = () => {
  const share = h("progress", { "aria-label": "Skills done" })
  const lines = h("ol", { class: "plain log", "aria-label": "What is written" })
  const told = h("p", { class: "dim", role: "status" }, "Begins …")
  const show = ({ detail, kind }: Told): void => {
    const { nodes, nodesDone = 0, question, title }: Detail = fits(detail) ? detail : {}
    if (kind === "skill" && title !== undefined) lines.prepend(h("li", { class: "skill" }, title))
    if (kind === "card" && question !== undefined) lines.prepend(h("li", {}, question))
    if (kind === "left_out" && question !== undefined) lines.prepend(h("li", { class: "left" }, question))
    if (nodes === undefined) return
    share.max = nodes
    share.value = nodesDone
    told.textContent = `${nodesDone} of ${nodes} skills`
  }
  return { element: h("div", { class: "stack" }, share, told, lines), show }
}
