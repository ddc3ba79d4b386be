/**
 * Authors that write what the examples show, and one book that is never done.
 */
import { DistractorAuthor, FlashcardAuthor, type ProposedCard, SkillTreeAuthor } from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import { newFlashcard } from "../../src/document/examples.ts"

/** A goal with this title has authors thinking for ever. */
export const endless = "Read the whole library"

const skill = (title: string) => ({ title, description: "", source: null, children: [] })

const card: ProposedCard = {
  fact: 0,
  kind: "definition",
  question: newFlashcard.question,
  answer: newFlashcard.answer,
  source: null,
  authorship: { author: "test", model: null, promptVersion: null, confidence: 1 }
}

export const layer = Layer.mergeAll(
  Layer.succeed(SkillTreeAuthor, { propose: () => Stream.make(skill("Fronts"), skill("Clouds")) }),
  Layer.succeed(FlashcardAuthor, {
    plan: ({ goal, node }) => {
      if (goal.title === endless) return Effect.never
      const facts = [{ statement: card.question, kind: card.kind, source: null }]
      return Effect.succeed(node.title === "Fronts" ? facts : [])
    },
    write: (_assignment, facts) => Stream.fromIterable(facts.map(() => card)),
    rewrite: () => Effect.succeed({ ...card, question: "Which air goes below the other at a cold front?" })
  }),
  Layer.succeed(DistractorAuthor, { write: (_assignment, cards) => Effect.succeed(cards.map(() => [])) })
)
