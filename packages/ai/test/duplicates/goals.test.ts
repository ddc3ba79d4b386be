/**
 * Goals that are the same are found, and others rarely taken for them: by the names that skills have, and by intents.
 */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Calibrating, calibrationPairs, Embedder, type LabelledPair, thresholdsOf } from "@loopi/core"
import { Effect } from "effect"
import { seeded } from "../../../core/test/fixtures/random.ts"
import { type Pair, pairsFile, pairsFound, skillsChosenOn, skillsKeptAside } from "./skills.ts"
import { similarityOf, spaces } from "./spaces.ts"

const skipped = pairsFound ? "" : " (skipped: ../shared/data/pairs is absent)"
if (!pairsFound) process.stdout.write("duplicates/goals: skipped, there is no ../shared/data/pairs\n")

/** Questions to a bank: those of one intent are meant to be the same, though they ask for many things. */
const intentPairs = (): ReadonlyArray<Pair> => {
  const rows = Array.from(
    readFileSync(pairsFile("banking77-test.csv"), "utf8").matchAll(/^(?:"((?:[^"]|"")*)"|([^",\n]*)),(\w+\??)\r?$/gm),
    ([, quoted, plain = "", intent = ""]) => ({ text: (quoted ?? plain).trim(), intent })
  ).slice(1)
  const random = seeded(12)
  const some = Array.from({ length: 200 }, () => rows[random.between(0, rows.length - 1)] ?? { text: "", intent: "" })
  return some.flatMap((one, i) =>
    some.slice(i + 1).map((other) => ({ first: one.text, second: other.text, same: one.intent === other.intent }))
  )
}

const scoredIn = Effect.fnUntraced(function* (pairs: ReadonlyArray<Pair>) {
  const similarity = yield* similarityOf(pairs.flatMap(({ first, second }) => [first, second]))
  return pairs.map(({ first, same, second }) =>
    Calibrating.scoredPair({ kind: "goal", first, second, same }, similarity(first, second))
  )
})

const report = (name: string, { falsePositives, recall, threshold }: Calibrating.Measured) => {
  const [found, alarms] = [recall, falsePositives].map((share) => `${(100 * share).toFixed(1)} %`)
  process.stdout.write(`${name} from ${threshold}: ${found} found, ${alarms} false alarms\n`)
}

const measured = Effect.fnUntraced(function* (name: string, pairs: ReadonlyArray<Pair>) {
  const { space } = yield* Embedder
  const result = Calibrating.measureAt(yield* scoredIn(pairs), thresholdsOf(space).goal)
  report(`${name}, ${space}`, result)
  return result
})

const goalsOf = (pair: LabelledPair): ReadonlyArray<Pair> => (pair.kind === "goal" ? [pair] : [])

/** A model takes its time. */
const skillsFor = (space: string) => (space === "lexical-1" ? 1_500 : 500)

describe.skipIf(!pairsFound)(`goals that are the same${skipped}`, () => {
  it.live.each(spaces)(
    "are found by %s among skills that nothing was chosen on, nine in ten of them, with fewer than one false alarm in twenty",
    ([space, layer]) =>
      Effect.gen(function* () {
        // For comparison, where it takes no time.
        if (space === "lexical-1") yield* measured("skills that thresholds were chosen on", skillsChosenOn(1_500))
        const { falsePositives, recall } = yield* measured("skills kept aside", skillsKeptAside(skillsFor(space)))
        assert.isAtLeast(recall, 0.9)
        assert.isBelow(falsePositives, 0.05)
      }).pipe(Effect.provide(layer)),
    240_000
  )

  it.live.each(spaces)(
    "are found by %s as well after it was calibrated by the pairs that come along, whatever was in use before",
    ([name, layer]) =>
      Effect.gen(function* () {
        const { space } = yield* Embedder
        const own = yield* scoredIn(calibrationPairs.flatMap(goalsOf))
        const skills = yield* scoredIn(skillsKeptAside(skillsFor(name)))
        const usual = thresholdsOf(space).goal
        for (const before of [usual, 0.85]) {
          const threshold = Calibrating.calibrate("goal", own, before)?.after.threshold ?? 1
          const after = Calibrating.measureAt(skills, threshold)
          report(`skills kept aside, ${space}, calibrated`, after)
          if (before === usual) assert.strictEqual(threshold, usual)
          assert.isAtLeast(after.recall, 0.9)
          assert.isBelow(after.falsePositives, 0.05)
        }
      }).pipe(Effect.provide(layer)),
    240_000
  )

  it.live.each(spaces)(
    "are not found by %s where only the intent is the same, and hardly taken for one another",
    ([, layer]) =>
      Effect.gen(function* () {
        const { falsePositives, recall } = yield* measured("intents", intentPairs())
        assert.isBelow(falsePositives, 0.25)
        assert.isBelow(recall, 0.9)
      }).pipe(Effect.provide(layer)),
    240_000
  )
})
