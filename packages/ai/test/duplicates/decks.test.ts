/**
 * Of what is called a duplicate in three public decks, at least four in five are: by pairs that were read one by one.
 */
import { assert, describe, it } from "@effect/vitest"
import { Calibrating, Embedder, Lexical, Similarity, thresholdsOf } from "@loopi/core"
import { Effect } from "effect"
import { cardsOf, type DeckCard, deckNames, decksFound } from "./decks.ts"
import { duplicatesIn, read, readings } from "./readings.ts"
import { similarityOf, spaces } from "./spaces.ts"

const skipped = decksFound ? "" : " (skipped: ../shared/data/decks is absent)"
if (!decksFound) process.stdout.write("duplicates/decks: skipped, there is no ../shared/data/decks\n")

describe("the pairs that were read", () => {
  it("are at least 150, each once, with a reason", () => {
    assert.isAtLeast(readings.length, 150)
    assert.strictEqual(new Set(readings.map(({ first, second }) => `${first} | ${second}`)).size, readings.length)
    for (const { reason } of readings) assert.isAbove(reason.length, 5)
    assert.isAbove(duplicatesIn(readings).length, 20)
  })
})

describe.skipIf(!decksFound)(`the decks${skipped}`, () => {
  it("are those the pairs were read in: no card has changed since", () => {
    const known = new Set(deckNames.flatMap(cardsOf).map(read))
    for (const { first, second } of readings)
      assert.isTrue(known.has(first) && known.has(second), `${first}, ${second}`)
  })

  it.live.each(spaces)(
    "hold few pairs that %s calls duplicates, every one of them was read, and four in five of them are",
    ([space, layer]) =>
      Effect.gen(function* () {
        const cards = deckNames.flatMap(cardsOf)
        const called = yield* calledAmong(cards)
        const verdicts = called.map((pair) => readings.find((one) => `${one.first} | ${one.second}` === pair))
        const unread = called.filter((_, i) => verdicts[i] === undefined)
        const right = verdicts.filter((one) => one?.verdict === "duplicate")
        const all = duplicatesIn(readings)

        process.stdout.write(
          `${space}: ${called.length} pairs called duplicates, ${right.length} of them are, of ${all.length} known\n`
        )
        assert.isEmpty(unread)
        assert.isAtLeast(called.length, 7)
        assert.isAtLeast(right.length / called.length, Calibrating.aim.precision)
      }).pipe(Effect.provide(layer)),
    120_000
  )
})

/** Every pair of cards is compared, as it would be if one were kept and the other came. */
const calledAmong = Effect.fnUntraced(function* (cards: ReadonlyArray<DeckCard>) {
  const { space } = yield* Embedder
  const thresholds = thresholdsOf(space)
  const callable = pairsNear(cards).filter(
    ([one, other]) => Similarity.duplicateRule(one, other, 1, thresholds) !== undefined
  )
  // Only those have to be embedded which some similarity would make duplicates.
  const similarity = yield* similarityOf(callable.flat().map(({ question }) => question))
  return callable
    .filter(([a, b]) => Similarity.duplicateRule(a, b, similarity(a.question, b.question), thresholds) !== undefined)
    .map(([a, b]) => `${read(a)} | ${read(b)}`)
})

/** In both spaces spelling counts: less like each other than this, questions would have to mean the very same. */
const leastAlike = 0.25

const pairsNear = (cards: ReadonlyArray<DeckCard>) => {
  const spelled = cards.map(({ question }) => Lexical.lexicalVector(question))
  const alike = (i: number, j: number) => Lexical.cosine(spelled[i] ?? [], spelled[j] ?? []) >= leastAlike
  return cards.flatMap((one, i) => cards.flatMap((other, j) => (i < j && alike(i, j) ? [[one, other] as const] : [])))
}
