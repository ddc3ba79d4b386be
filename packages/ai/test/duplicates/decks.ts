/**
 * Reads three public decks as cards. They are never copied here: a card is named by its deck, its place and a hash.
 */
import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import type { Similarity } from "@loopi/core"

const folder = new URL("../../../../../shared/data/decks/", import.meta.url)

/** Whether the decks are there; who skips because they are not says so. */
export const decksFound = existsSync(folder)

export const deckNames = ["geography", "react", "sysadmin"] as const
export type DeckName = (typeof deckNames)[number]

export interface DeckCard extends Similarity.Sides {
  readonly deck: DeckName
  /** Its place in the deck, from 0. */
  readonly index: number
  /** The first eight digits of the SHA-256 of question and answer. */
  readonly hash: string
}

/** The cards of a deck, in its order, without those that have only one side. */
export const cardsOf = (deck: DeckName): ReadonlyArray<DeckCard> =>
  readers[deck]()
    .map((sides, index) => ({ ...sides, deck, index, hash: hashOf(sides) }))
    .filter(({ answer, question }) => answer !== "" && question !== "")

const hashOf = ({ answer, question }: Similarity.Sides): string =>
  createHash("sha256").update(`${question}\n${answer}`).digest("hex").slice(0, 8)

/** As much of an answer as a card may hold. */
const mostOfAnswer = 5_000

/** On one line and without the tags that only mark type. */
const tidy = (text: string): string =>
  text
    .replaceAll(/<\/?(?:code|b|i|br|details|summary)>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()

const geography = (): ReadonlyArray<Similarity.Sides> =>
  readFileSync(new URL("opentriviaqa-geography.txt", folder), "latin1")
    .split(/^#Q /m)
    .slice(1)
    .map((entry) => {
      const [question = "", rest = ""] = entry.split(/^\^ /m)
      return { question: tidy(question), answer: tidy(rest.split(/^[A-D] /m)[0] ?? "") }
    })

const react = (): ReadonlyArray<Similarity.Sides> =>
  readFileSync(new URL("react-interview-questions.md", folder), "utf8")
    .split(/^ *\d+\. +### /m)
    .slice(1)
    .map((entry) => {
      const [question = "", ...lines] = entry.split("\n")
      return { question: tidy(question), answer: tidy(lines.join("\n").split("**[⬆")[0] ?? "").slice(0, mostOfAnswer) }
    })

const sysadmin = (): ReadonlyArray<Similarity.Sides> =>
  Array.from(
    readFileSync(new URL("test-your-sysadmin-skills.md", folder), "utf8").matchAll(
      /<summary><b>(.*?)<\/b><\/summary>(.*?)<\/details>/gs
    ),
    ([, question = "", answer = ""]) => ({
      question: tidy(question.replaceAll("*", "")),
      answer: tidy(answer).slice(0, mostOfAnswer)
    })
  )

const readers: Record<DeckName, () => ReadonlyArray<Similarity.Sides>> = { geography, react, sysadmin }
