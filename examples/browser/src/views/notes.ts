/**
 * The notes of a goal, and a place to paste more.
 */
import type { GoalId } from "@loopi/core"
import { Effect } from "effect"
import { does } from "../does.ts"
import { field, h, typed } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { go } from "../router.ts"

export const notes = (goalId: GoalId, kept: ReadonlyArray<{ readonly name: string }>): Node => {
  const text = h("textarea", {
    name: "text",
    required: true,
    rows: 10,
    placeholder: "# The memory palace\n\n**Loci**: places one knows well, along a way through them."
  })
  const form: HTMLFormElement = h(
    "form",
    { class: "stack", onsubmit: does(() => add(goalId, typed(form))) },
    field("Name", { name: "name", required: true, maxlength: 200, value: `Note ${kept.length + 1}` }),
    h("label", {}, h("span", {}, "Text, best in Markdown"), text),
    h("button", { class: kept.length === 0 ? "primary" : "" }, "Add note")
  )
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Notes"),
    h("ul", { class: "plain" }, ...kept.map(({ name }) => h("li", {}, name))),
    h("details", { open: kept.length === 0 }, h("summary", {}, "Add a note"), form)
  )
}

const add = Effect.fnUntraced(function* (id: GoalId, { name = "", text = "" }: Record<string, string>) {
  yield* loopi.notes.add({ params: { id }, payload: { name, text } })
  go(`goal/${id}`)
})
