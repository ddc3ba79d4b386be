/**
 * kill -9 in the middle of ratings: what was acknowledged is there, once, and the history leads to the schedules.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Random, Schema } from "effect"
import { start, temporaryDirectory } from "./child.ts"
import { Ledger } from "./embedded.ts"
import { fromTemplate } from "./template.ts"

const Rated = Schema.Struct({ cardId: Schema.String, version: Schema.Int, rating: Schema.Int })
type Rated = typeof Rated.Type
const decodeLedger = Schema.decodeSync(Schema.fromJsonString(Ledger))
const decodeRated = Schema.decodeSync(Schema.fromJsonString(Rated))

const keyOf = ({ cardId, version }: Pick<Rated, "cardId" | "version">): string => `${cardId} ${version}`

const assertKept = (acknowledged: ReadonlyArray<Rated>, { broken, reviews }: Ledger) => {
  const kept = new Map(reviews.map((review) => [keyOf(review), review.rating]))
  assert.strictEqual(kept.size, reviews.length, "no review is there twice")
  for (const rated of acknowledged) assert.strictEqual(kept.get(keyOf(rated)), rated.rating, keyOf(rated))
  assert.isEmpty(broken)
}

/** The server itself is killed twenty times in the tests of the program. */
const rounds = 6

/** Rates and is killed, again and again, in one directory. Gives how many ratings were acknowledged. */
const killedTimes = Effect.fnUntraced(function* (times: number) {
  const directory = yield* temporaryDirectory
  yield* fromTemplate(directory)
  const acknowledged: Array<Rated> = []
  for (let round = 0; round < times; round++) {
    const { kill, line } = yield* start("rater.ts", directory, "500")
    assertKept(acknowledged, decodeLedger(yield* line))
    const enough = yield* Random.nextIntBetween(1, 150)
    for (let i = 0; i < enough; i++) acknowledged.push(decodeRated(yield* line))
    acknowledged.push(...(yield* kill).filter((text) => text.endsWith("}")).map((text) => decodeRated(text)))
  }
  const { rest } = yield* start("rater.ts", directory, "0")
  const [ledger = ""] = yield* rest
  assertKept(acknowledged, decodeLedger(ledger))
  return acknowledged.length
})

it.effect(
  `keeps every acknowledged rating once through ${rounds} kills`,
  () =>
    Effect.gen(function* () {
      // In two directories side by side, which takes half the time.
      const both = [killedTimes(rounds / 2), killedTimes(rounds / 2)]
      const acknowledged = yield* Effect.all(both, { concurrency: 2 })
      for (const ratings of acknowledged) assert.isAbove(ratings, rounds * 5)
    }).pipe(Random.withSeed("kill -9"), Effect.scoped),
  240_000
)
