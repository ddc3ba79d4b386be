/**
 * Plays the model: a small tree, then for each skill facts, a card for each, one of them bad, and that one written anew.
 */
import { type ModelRequest, plausible } from "@loopi/ai/testing"
import { wordsFor } from "./words.ts"

/** What a request is for, as far as it can be seen in it. */
export interface Asked {
  readonly purpose: "tree" | "plan" | "write" | "rewrite" | "review" | "distractors"
  /** The title of the goal. */
  readonly goal: string
  /** The path of the skill; nothing where the tree is asked for. */
  readonly skill: string
  /** The card that is to be written anew. */
  readonly card: string
}

export const askedIn = (request: ModelRequest): Asked => {
  const text = request.messages[0]?.content ?? ""
  const [list = ""] = Object.keys(JSON.parse(plausible(request)))
  const goal = blockIn(text, "goal").split("\n")[0] ?? ""
  const skill = blockIn(text, "skill").split("\n")[0] ?? ""
  const isNew = text.includes("⟦fact_1⟧")
  const purpose = list === "cards" && isNew ? "write" : purposes[list]
  if (purpose === undefined) throw new Error(`nobody asks for ${list}`)
  return { purpose, goal, skill, card: purpose === "rewrite" ? blockIn(text, "card") : "" }
}

export const answerTo = (request: ModelRequest): string => {
  const text = request.messages[0]?.content ?? ""
  const { goal, purpose, skill } = askedIn(request)
  switch (purpose) {
    case "tree":
      return JSON.stringify({ categories: [{ ...skillOf(goal, 0), topics: [{ ...skillOf(goal, 1), subtopics: [] }] }] })
    case "plan":
      return JSON.stringify({ facts: [0, 1, 2].map((i) => factOf(`${goal}/${skill}/${i}`)) })
    case "write":
      return JSON.stringify({ cards: Array.from(text.matchAll(/⟦fact_(\d+)⟧\n\w+: ([^\n]*)/g), cardOf) })
    case "rewrite":
      return JSON.stringify({ cards: [rewritten(`${goal}/${skill}`)] })
    default:
      return plausible(request)
  }
}

const purposes: Readonly<Record<string, Asked["purpose"]>> = {
  categories: "tree",
  facts: "plan",
  cards: "rewrite",
  problems: "review",
  options: "distractors"
}

const blockIn = (text: string, name: string): string =>
  new RegExp(`⟦${name}⟧\\n([^⟦⟧]*)\\n⟦/${name}⟧`).exec(text)?.[1] ?? ""

const skillOf = (goal: string, at: number) => {
  const [first = "", second = ""] = wordsFor(`${goal}/skill/${at}`, 2)
  return { title: `${first} ${second}`, description: `All of ${second}`, note: null, begins: null, ends: null }
}

const factOf = (seed: string) => ({ statement: `${wordsFor(seed, 6).join(" ")}.`, kind: "cloze", quote: "" })

/** The first card asks nothing: it has to be written anew. */
const cardOf = ([, number = "", statement = ""]: RegExpExecArray) => {
  const [gap = ""] = statement.split(" ").toSpliced(0, 2)
  return number === "1"
    ? { fact: 1, kind: "qa", question: "Is it?", answer: "Yes" }
    : { fact: Number(number), kind: "cloze", question: statement.replace(gap, "[…]"), answer: gap }
}

const rewritten = (seed: string) => {
  const [what = "", to = "", answer = "", more = ""] = wordsFor(`${seed}/anew`, 4)
  return { kind: "qa", question: `What does ${what} do to ${to}?`, answer: `${answer} ${more}` }
}
