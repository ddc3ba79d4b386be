/**
 * Cards to search among, worded alike as those of a learner are, and an embedder that knows them all by heart.
 */
import {
  Answer,
  Embedder,
  EmbeddingIndex,
  FlashcardStore,
  Lexical,
  Question,
  SpaceId,
  type UserId,
  type Vector
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Array, Effect, Layer } from "effect"

export const space = SpaceId.make("bench-1")
export const kind = "flashcard"

const subjects = `memory forms spacing recall wind sails keel harbour tide front pressure river bridge iron glass copper
  enzyme nerve muscle lung kidney liver artery bone planet comet galaxy orbit crater desert delta fjord glacier canyon
  treaty empire senate bishop castle parliament sonnet novel chorus fresco mosaic verb clause vowel`.split(/\s+/)
const patterns = ["What does * do to *?", "Why is * older than *?", "Where do * and * meet?", "Who first saw * in *?"]

export const questionOf = (n: number): string => {
  const [one, other] = [subjects[n % subjects.length], subjects[Math.floor(n / 7) % subjects.length]]
  const pattern = patterns[n % patterns.length] ?? ""
  return `${pattern.replace("*", one ?? "").replace("*", other ?? "")} (${Math.floor(n / 300)})`
}

const known = new Map<string, Vector>()

/** Embedded once, so that what is measured is what stands beside the embedding. */
export const vectorOf = (text: string): Vector => {
  const vector = known.get(text) ?? Lexical.lexicalVector(text)
  known.set(text, vector)
  return vector
}

export const embedder = Layer.succeed(Embedder, {
  space,
  embed: (texts) => Effect.sync(() => texts.map(vectorOf))
})

/** A learner for each number, with so many cards and their vectors. */
export const fill = Effect.fnUntraced(function* (sizes: ReadonlyArray<number>) {
  const learners: Array<UserId> = []
  for (const [i, size] of sizes.entries()) {
    const userId = yield* fixtures.newLearner
    const goal = yield* fixtures.newGoal(userId)
    const cards = yield* Effect.forEach(Array.range(1, size), (n) =>
      fixtures.makeCard(goal, {
        question: Question.make(questionOf((i * 31 + n) % 20_000)),
        answer: Answer.make(`About ${n} of them in the harbour`)
      })
    )
    const [store, index] = [yield* FlashcardStore, yield* EmbeddingIndex]
    for (const some of Array.chunksOf(cards, 1_000)) {
      yield* store.insert(some)
      const contentHash = "0".repeat(64)
      yield* index.put(
        some.map(({ id, question }) => ({ userId, kind, id, space, contentHash, vector: vectorOf(question) }))
      )
    }
    learners.push(userId)
  }
  return learners
})
