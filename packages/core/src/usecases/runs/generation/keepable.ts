/**
 * What authors hand in, as far as it can be kept between steps: it may be of any length and hold any character.
 */
import { isStorable, cut } from "../../../domain/Text.ts"
import type { PlannedFact, ProposedCard } from "../../../domain/flashcards/FlashcardProposal.ts"
import { checkCard } from "../../../domain/CardQuality.ts"
import type { Piece } from "../../../domain/duplicates/Sifting.ts"

/** No card has a longer question or answer. */
const longest = { question: 1_000, answer: 5_000 }

/** Of everything an author hands in for a skill: what is more is left away, from the end. */
const mostCharacters = 800_000

/** A card to be judged later on; one that cannot be kept as it is comes with what is wrong with it. */
export const keepableCard = (card: ProposedCard): Piece => {
  const { answer, question } = card
  const isKeepable =
    isStorable(question) && isStorable(answer) && question.length <= longest.question && answer.length <= longest.answer
  if (isKeepable) return { card, findings: [] }
  const findings = checkCard(card, { quote: null, topic: [], others: [] }).filter(
    ({ severity }) => severity === "reject"
  )
  return { card: { ...card, ...sidesCut(card) }, findings }
}

/** The sides of a card that may be shown, whoever wrote them. */
export const sidesCut = ({ answer, question }: { readonly question: string; readonly answer: string }) => ({
  question: cut(question, longest.question),
  answer: cut(answer, longest.answer)
})

export const keepableFacts = (facts: ReadonlyArray<PlannedFact>): ReadonlyArray<PlannedFact> =>
  withinBounds(facts.filter(({ statement }) => isStorable(statement)))

export const withinBounds = <A>(parts: ReadonlyArray<A>): ReadonlyArray<A> => {
  let left = mostCharacters
  return parts.filter((part) => {
    left -= JSON.stringify(part).length + 1
    return left >= 0
  })
}
