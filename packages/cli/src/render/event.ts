/**
 * What happens in a run, a line an event.
 */
import type { RunEvent } from "@loopi/core"
import { Schema } from "effect"
import { bold, count, cut, dim, printable } from "./text.ts"

/** What events carry, each some of it. What does not fit is told without. */
const Detail = Schema.Struct({
  attempt: Schema.optionalKey(Schema.Int),
  title: Schema.optionalKey(Schema.String),
  children: Schema.optionalKey(Schema.Int),
  question: Schema.optionalKey(Schema.String),
  rules: Schema.optionalKey(Schema.Array(Schema.String)),
  repeats: Schema.optionalKey(Schema.NullOr(Schema.String)),
  cardIds: Schema.optionalKey(Schema.Array(Schema.String)),
  nodesDone: Schema.optionalKey(Schema.Int),
  nodes: Schema.optionalKey(Schema.Int),
  done: Schema.optionalKey(Schema.Int),
  total: Schema.optionalKey(Schema.Int),
  kept: Schema.optionalKey(Schema.Int),
  leftOut: Schema.optionalKey(Schema.Int),
  version: Schema.optionalKey(Schema.Int),
  added: Schema.optionalKey(Schema.Int),
  code: Schema.optionalKey(Schema.String)
})
type Detail = typeof Detail.Type

const fits = Schema.is(Detail)

export const eventLine = ({ detail, kind }: RunEvent): string => {
  const told: Detail = fits(detail) ? detail : {}
  return (lines[kind] ?? (() => kind))(told)
}

const lines: Record<string, ((detail: Detail) => string) | undefined> = {
  started: ({ attempt = 1 }) => dim(attempt === 1 ? "started" : `started, attempt ${attempt}`),
  retried: () => dim("to be tried again"),
  skill: ({ children = 0, title = "" }) =>
    `${bold(cut(title, 80))}${children === 0 ? "" : dim(`  ${count(children, "skill")} below`)}`,
  card: ({ question = "" }) => `  ${cut(question, 90)}`,
  kept: ({ cardIds = [] }) => `  kept ${count(cardIds.length, "card")}`,
  left_out: ({ question = "", ...why }) => `  ${dim(`left out (${ruleOf(why)}):`)} ${cut(question, 70)}`,
  progress: ({ done = 0, nodes, nodesDone = 0, total = 0 }) =>
    dim(nodes === undefined ? `${done} of ${total}` : `${nodesDone} of ${count(nodes, "skill")} done`),
  succeeded: (detail) => `succeeded${outcomeOf(detail)}`,
  failed: ({ code = "" }) => `failed: ${printable(code)}`,
  cancelled: () => "cancelled"
}

const ruleOf = ({ repeats, rules = [] }: Pick<Detail, "repeats" | "rules">): string =>
  rules.length > 0
    ? rules.map((rule) => printable(rule).replaceAll("_", " ")).join(", ")
    : (repeats ?? null) === null
      ? "rule"
      : "repeats another"

const outcomeOf = ({ added, kept = 0, leftOut, version }: Detail): string => {
  if (leftOut !== undefined) return `: ${kept} kept, ${leftOut} left out`
  return version === undefined ? "" : `: version ${version} of the tree, ${count(added ?? 0, "new skill")}`
}
