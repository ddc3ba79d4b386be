/**
 * What the model that is played here writes passes the gates that keep bad cards out: so whole flows can be played.
 */
import { assert, it } from "@effect/vitest"
import { CardQuality, FlashcardAuthor, quoteOf } from "@loopi/core"
import { Effect, Stream } from "effect"
import { assignmentFor, bread, world } from "./world.ts"

const notes = [
  bread,
  "# Soil\n\n**Compost**: decayed plant matter that feeds the soil.\n**Mulch**: a layer spread over the soil to keep it moist.\n",
  "Photosynthesis turns light into sugar.\nThe chloroplast is the place where it happens.\n",
  null
]

it.live("most of the cards that are played are acceptable", () =>
  Effect.gen(function* () {
    const author = yield* FlashcardAuthor
    const judged: Array<boolean> = []
    for (const note of notes) {
      const assignment = assignmentFor(note)
      const { document, path } = assignment
      const cards = yield* Stream.runCollect(author.write(assignment, yield* author.plan(assignment)))
      assert.isNotEmpty(cards)
      for (const card of cards) {
        const quote = card.source === null || document === null ? null : quoteOf(document, card.source)
        const findings = CardQuality.checkCard(card, { quote, topic: path, others: [] })
        judged.push(CardQuality.isAcceptable(findings))
      }
    }
    assert.isAtLeast(judged.filter((it) => it).length, judged.length * 0.7)
  }).pipe(Effect.provide(world(), { local: true }))
)
