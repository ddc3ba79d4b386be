/**
 * The skill tree of a goal, with how well each skill is mastered.
 */
import type { GoalId, MasteryReport, SkillTree } from "@loopi/core"
import { Effect } from "effect"
import { does } from "../does.ts"
import { h } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { go } from "../router.ts"
import { bar, count } from "./shown.ts"

export const tree = (goalId: GoalId, grown: SkillTree | undefined, mastery: MasteryReport["nodes"]): Node =>
  h(
    "section",
    { class: "card" },
    h(
      "div",
      { class: "line" },
      h("h2", {}, "Skill tree"),
      h(
        "button",
        { type: "button", class: grown === undefined ? "primary" : "", onclick: does(() => grow(goalId)) },
        grown === undefined ? "Grow tree" : "Grow again"
      )
    ),
    grown === undefined
      ? h("p", { class: "dim" }, "Your notes become skills, each small enough for a handful of cards.")
      : skills(grown, new Map(mastery.map((node) => [node.nodeId, node])))
  )

type Known = ReadonlyMap<string, MasteryReport["nodes"][number]>

const skills = ({ nodes }: SkillTree, known: Known): Node =>
  h(
    "ul",
    { class: "plain tree" },
    ...nodes.map(({ depth, id, title }) => {
      const { cards = 0, mastery = 0 } = known.get(id) ?? {}
      return h(
        "li",
        { style: `--depth: ${depth - 1}`, class: depth === 1 ? "root" : "" },
        h("span", {}, title),
        cards > 0 && h("span", { class: "dim" }, count(cards, "card")),
        bar(mastery, `${mastery} % mastered`)
      )
    })
  )

const grow = (id: GoalId) =>
  Effect.andThen(
    loopi.skillTrees.grow({ params: { id } }),
    Effect.sync(() => go(`goal/${id}`))
  )
