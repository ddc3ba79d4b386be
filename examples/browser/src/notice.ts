/**
 * What went wrong, in the words of the API: its problem's title and what to do about it.
 */
import { Predicate, Schema } from "effect"
import { h, place } from "./dom.ts"

/** As much of a problem as people are told. */
const Told = Schema.Struct({
  code: Schema.String,
  title: Schema.String,
  detail: Schema.String,
  what_to_do: Schema.optionalKey(Schema.String),
  errors: Schema.optionalKey(Schema.Array(Schema.Struct({ path: Schema.String, message: Schema.String })))
})
type Told = typeof Told.Type

const isTold = Schema.is(Told)

export const codeOf = (error: unknown): string | undefined => (isTold(error) ? error.code : undefined)

/** Says what went wrong until something else is done. */
export const complain = (error: unknown): void => {
  const { detail, errors = [], title, what_to_do } = toldOf(error)
  notify(
    "problem",
    h("strong", {}, title),
    h("p", {}, detail),
    errors.length > 0 && h("ul", {}, ...errors.map(({ message, path }) => h("li", {}, `${path}: ${message}`))),
    what_to_do !== undefined && h("p", { class: "remedy" }, what_to_do)
  )
}

/** Says what went well, or what comes next. */
export const tell = (words: string): void => notify("told", h("p", {}, words))

export const clear = (): void => place("notice").replaceChildren()

const notify = (kind: "problem" | "told", ...children: ReadonlyArray<Node | false>): void => {
  const close = h("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: clear }, "×")
  place("notice").replaceChildren(h("div", { class: `notice ${kind}` }, h("div", {}, ...children), close))
}

const toldOf = (error: unknown): Told => {
  if (isTold(error)) return error
  return Predicate.isTagged(error, "SchemaError") ? misfit(error) : unreachable
}

/** What was typed is refused before it is sent. */
const misfit = (error: object): Told => ({
  code: "misfit",
  title: "That cannot be sent",
  detail: "message" in error ? String(error.message) : "",
  what_to_do: "Change what you typed."
})

const unreachable: Told = {
  code: "unreachable",
  title: "Loopi cannot be reached",
  detail: "The server gave no answer.",
  what_to_do: "See that it runs, and try again."
}
