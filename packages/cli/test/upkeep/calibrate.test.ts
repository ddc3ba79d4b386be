/**
 * `loopi calibrate`: in words for people and for programs, and one line for a file that cannot be read.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CalibrationReport } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"
import { parseCsv } from "../../src/pairsFile/csv.ts"

const written = (name: string, text: string) =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(
      Effect.promise(() => mkdtemp(join(tmpdir(), "loopi-pairs-"))),
      (made) => Effect.promise(() => rm(made, { recursive: true }))
    )
    const file = join(directory, name)
    yield* Effect.promise(() => writeFile(file, text))
    return file
  })

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi", (it) => {
  it.effect(
    "measures, keeps what does best, and begins with it the next time",
    () =>
      Effect.gen(function* () {
        const { loopi, read } = yield* Desk
        const looked = yield* read(CalibrationReport, "calibrate", "--dry-run")
        const { stdout } = yield* loopi(["calibrate"])
        const again = yield* read(CalibrationReport, "calibrate", "--dry-run")

        assert.isFalse(looked.stored)
        assert.match(stdout, /goals now .* %\n[^]*In use from now on: goals from 0\.\d\d, questions from 0\.\d\d\n$/)
        assert.strictEqual(again.goal?.before.threshold, looked.thresholds.goal)
      }),
    90_000
  )

  it.effect(
    "goes by the pairs of a file",
    () =>
      Effect.gen(function* () {
        const { loopi } = yield* Desk
        const lines = Array.from({ length: 10 }, (_, i) => [
          `"What is tide ${i}, in a word?",It falls,"What is tide ${i}, in one word?",It falls,yes`,
          `What is tide ${i}?,It falls,Who saw wind ${i}?,Nobody,no`
        ])
        const text = ["first,first_answer,second,second_answer,same", ...lines.flat()].join("\r\n")
        const { exit, stdout } = yield* loopi(["calibrate", "--pairs", yield* written("pairs.csv", text), "--dry-run"])
        assert.strictEqual(exit, 0)
        assert.match(stdout, /goals {2}too few pairs[^]*cards now .* 100\.0 % .* 0\.0 % .* 100\.0 %/)
      }).pipe(Effect.scoped),
    90_000
  )
})

describe("a file of pairs", () => {
  it.effect.each([
    ["is not there", "none.csv", null, 4, "file_not_found"],
    ["is no table", "a.csv", 'first,second,same\n"a,b,yes', 2, "pairs_malformed: .* from line 2 on"],
    ["lacks a column", "a.csv", "first,second\na,b", 2, "pairs_malformed: .* has no column same"],
    ["does not say whether", "a.csv", "first,second,same\na,b,yes\nc,d,perhaps", 2, "pairs_malformed: .* in line 3"],
    [
      "mixes a goal and a card",
      "a.csv",
      "first,first_answer,second,same\na,b,c,yes",
      2,
      "pairs_malformed: .* in line 2"
    ],
    ["is no JSON", "a.json", "[{", 2, "pairs_malformed: .* is no JSON array"],
    ["is a JSON object", "a.json", "{}", 2, "pairs_malformed: .* is no JSON array"],
    ["holds something else", "a.json", '[{"first":"a","second":"b"}]', 2, "pairs_malformed: .* in place 1"]
  ] as const)("is told in one line when it %s", ([, name, text, exit, line]) =>
    Effect.gen(function* () {
      const file = text === null ? join(tmpdir(), "loopi-no-such-pairs", name) : yield* written(name, text)
      const outcome = yield* runHere(["calibrate", "--pairs", file])
      assert.strictEqual(outcome.exit, exit)
      assert.match(outcome.stderr, new RegExp(`^loopi: ${line}.*\n$`))
    }).pipe(Effect.scoped)
  )
})

describe("parseCsv", () => {
  it("reads commas, quotes and line breaks in quotes, and counts lines", () => {
    assert.deepStrictEqual(parseCsv('a,"b, ""c""\nd"\r\n\r\ne,\n'), {
      rows: [
        { line: 1, values: ["a", 'b, "c"\nd'] },
        { line: 4, values: ["e", ""] }
      ]
    })
  })
})
