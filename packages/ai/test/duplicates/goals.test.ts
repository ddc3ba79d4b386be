/**
 * Goals that are the same are found, and others rarely taken for them: by the names that skills have, and by intents.
 */
import { existsSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Calibrating, Embedder, thresholdsOf } from "@loopi/core"
import { Effect, Schema } from "effect"
import { seeded } from "../../../core/test/fixtures/random.ts"
import { similarityOf, spaces } from "./spaces.ts"

const folder = new URL("../../../../../shared/data/pairs/", import.meta.url)
const found = existsSync(folder)
const skipped = found ? "" : " (skipped: ../shared/data/pairs is absent)"
if (!found) process.stdout.write("duplicates/goals: skipped, there is no ../shared/data/pairs\n")

interface Pair {
  readonly first: string
  readonly second: string
  readonly same: boolean
}

/** So many skills under up to three other names, and each beside eleven others, as many as a learner's other goals. */
const skillPairs = (count: number): ReadonlyArray<Pair> => {
  const Skills = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Array(Schema.String)))
  const skills = Object.entries(
    Schema.decodeSync(Skills)(readFileSync(new URL("esco-skill-altlabels.json", folder), "utf8"))
  ).slice(0, count)
  const random = seeded(11)
  return skills.flatMap(([first, names]) => [
    ...names.slice(0, 3).map((second) => ({ first, second, same: true })),
    ...Array.from({ length: 11 }, () => skills[random.between(0, skills.length - 1)]?.[0] ?? "")
      .filter((second) => second !== first)
      .map((second) => ({ first, second, same: false }))
  ])
}

/** Questions to a bank: those of one intent are meant to be the same, though they ask for many things. */
const intentPairs = (): ReadonlyArray<Pair> => {
  const rows = Array.from(
    readFileSync(new URL("banking77-test.csv", folder), "utf8").matchAll(
      /^(?:"((?:[^"]|"")*)"|([^",\n]*)),(\w+\??)\r?$/gm
    ),
    ([, quoted, plain = "", intent = ""]) => ({ text: (quoted ?? plain).trim(), intent })
  ).slice(1)
  const random = seeded(12)
  const some = Array.from({ length: 200 }, () => rows[random.between(0, rows.length - 1)] ?? { text: "", intent: "" })
  return some.flatMap((one, i) =>
    some.slice(i + 1).map((other) => ({ first: one.text, second: other.text, same: one.intent === other.intent }))
  )
}

const measured = Effect.fnUntraced(function* (name: string, pairs: ReadonlyArray<Pair>) {
  const { space } = yield* Embedder
  const similarity = yield* similarityOf(pairs.flatMap(({ first, second }) => [first, second]))
  const scored = pairs.map(({ first, same, second }) =>
    Calibrating.scoredPair({ kind: "goal", first, second, same }, similarity(first, second))
  )
  const result = Calibrating.measureAt(scored, thresholdsOf(space).goal)
  const [recall, alarms] = [result.recall, result.falsePositives].map((share) => `${(100 * share).toFixed(1)} %`)
  process.stdout.write(`${name}, ${space} from ${result.threshold}: ${recall} found, ${alarms} false alarms\n`)
  return result
})

describe.skipIf(!found)(`goals that are the same${skipped}`, () => {
  it.live.each(spaces)(
    "are found by %s, nine in ten of them, with fewer than one false alarm in twenty",
    ([space, layer]) =>
      Effect.gen(function* () {
        // A model takes its time.
        const { falsePositives, recall } = yield* measured("skills", skillPairs(space === "lexical-1" ? 1_500 : 500))
        assert.isAtLeast(recall, 0.9)
        assert.isBelow(falsePositives, 0.05)
      }).pipe(Effect.provide(layer)),
    120_000
  )

  it.live.each(spaces)(
    "are not found by %s where only the intent is the same, and hardly taken for one another",
    ([, layer]) =>
      Effect.gen(function* () {
        const { falsePositives, recall } = yield* measured("intents", intentPairs())
        assert.isBelow(falsePositives, 0.25)
        assert.isBelow(recall, 0.9)
      }).pipe(Effect.provide(layer)),
    120_000
  )
})
