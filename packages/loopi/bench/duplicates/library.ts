/**
 * Cards to search among, worded alike as those of a learner are, and an embedder that knows them all by heart.
 */
import {
  Answer,
  Embedder,
  type Embedding,
  EmbeddingIndex,
  FlashcardStore,
  Lexical,
  Question,
  SpaceId,
  type UserId,
  type Vector
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Array, Effect, Layer, Schedule } from "effect"

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

/** A learner for each number, with so many cards and their vectors, which go into the index for many learners at once. */
export const fill = Effect.fnUntraced(function* (sizes: ReadonlyArray<number>) {
  const index = yield* EmbeddingIndex
  const learners: Array<UserId> = []
  for (const some of Array.chunksOf(sizes, 20)) {
    const before = learners.length
    const embedded = yield* Effect.forEach(some, (size, i) => newLearner(before + i, size))
    // So many at once may wait for a compaction for longer than a user would.
    const put = index.put(embedded.flatMap(({ embeddings }) => embeddings))
    yield* Effect.retry(put, { times: 60, schedule: Schedule.spaced("2 seconds") })
    learners.push(...embedded.map(({ userId }) => userId))
  }
  return learners
})

const newLearner = Effect.fnUntraced(function* (i: number, size: number) {
  const store = yield* FlashcardStore
  const userId = yield* fixtures.newLearner
  const goal = yield* fixtures.newGoal(userId)
  const cards = yield* Effect.forEach(Array.range(1, size), (n) =>
    fixtures.makeCard(goal, {
      question: Question.make(questionOf((i * 31 + n) % 20_000)),
      answer: Answer.make(`About ${n} of them in the harbour`)
    })
  )
  for (const some of Array.chunksOf(cards, 1_000)) yield* store.insert(some)
  return { userId, embeddings: cards.map(({ id, question }) => embedding(userId, id, question)) }
})

const contentHash = "0".repeat(64)
const embedding = (userId: UserId, id: string, question: string): Embedding => ({
  userId,
  kind,
  id,
  space,
  contentHash,
  vector: vectorOf(question)
})
