/**
 * Reads pairs that a learner has judged, and says which of them cannot be read: before anything is begun.
 */
import { LabelledPair } from "@loopi/core"
import { Effect, FileSystem, Schema } from "effect"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { notAFile, unreadable } from "../failures/files.ts"
import { typedPath } from "../input/typedPath.ts"
import { type CsvRow, parseCsv } from "./csv.ts"

const mostBytes = 5 * 2 ** 20
const mostPairs = 10_000

export const readPairs = Effect.fn("readPairs")(function* (name: string) {
  const files = yield* FileSystem.FileSystem
  const file = yield* typedPath(name)
  const { size, type } = yield* files.stat(file).pipe(Effect.mapError((error) => unreadable(name, error)))
  if (type !== "File") return yield* notAFile(name, "a JSON or CSV file of pairs")
  if (size > mostBytes) return yield* malformed(name, "is longer than 5 MiB")

  const text = (yield* files.readFileString(file).pipe(Effect.mapError((error) => unreadable(name, error)))).trim()
  const pairs = yield* /^[[{]/.test(text) ? fromJson(name, text) : fromCsv(name, text)
  if (pairs.length > mostPairs) return yield* malformed(name, `holds more than ${mostPairs} pairs`)
  return pairs
})

const Sides = Schema.Struct({ question: Schema.String, answer: Schema.String })
const JsonPair = Schema.Struct({
  first: Schema.Union([Schema.String, Sides]),
  second: Schema.Union([Schema.String, Sides]),
  same: Schema.Boolean
})

const fromJson = Effect.fnUntraced(function* (name: string, text: string) {
  const rows = yield* Schema.decodeEffect(Schema.fromJsonString(Schema.Array(Schema.Unknown)))(text).pipe(
    Effect.mapError(() => malformed(name, "is no JSON array"))
  )
  return yield* Effect.forEach(rows, (row, i) =>
    Schema.decodeUnknownEffect(JsonPair)(row).pipe(
      Effect.mapError(() => `has no pair of two goals or two cards with "same" in place ${i + 1}`),
      Effect.flatMap(({ first, same, second }) => labelled(first, second, same, `place ${i + 1}`)),
      Effect.mapError((what) => malformed(name, what))
    )
  )
})

const fromCsv = Effect.fnUntraced(function* (name: string, text: string) {
  const parsed = parseCsv(text)
  if ("badLine" in parsed) return yield* malformed(name, `cannot be read from line ${parsed.badLine} on`)
  const [header, ...rows] = parsed.rows
  const places = new Map((header?.values ?? []).map((column, i) => [column.trim().toLowerCase(), i]))
  const missing = ["first", "second", "same"].filter((column) => !places.has(column))
  if (missing.length > 0) return yield* malformed(name, `has no column ${missing.join(", ")} in its first line`)
  const cell = ({ values }: CsvRow, column: string) => values[places.get(column) ?? -1]?.trim() ?? ""
  return yield* Effect.forEach(rows, (row) => {
    const same = verdicts[cell(row, "same").toLowerCase()]
    const [first, second] = [
      side(cell(row, "first"), cell(row, "first_answer")),
      side(cell(row, "second"), cell(row, "second_answer"))
    ]
    const pair =
      same === undefined
        ? Effect.fail(`says neither yes nor no under "same" in line ${row.line}`)
        : labelled(first, second, same, `line ${row.line}`)
    return Effect.mapError(pair, (what) => malformed(name, what))
  })
})

const verdicts: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  "1": true,
  no: false,
  false: false,
  "0": false
}

type Side = string | typeof Sides.Type

const side = (text: string, answer: string): Side => (answer === "" ? text : { question: text, answer })

/** Two goals or two cards, trimmed; what is wrong with them is said in words. */
const labelled = (first: Side, second: Side, same: boolean, where: string) => {
  const kind = typeof first === "string" ? "goal" : "flashcard"
  const pair = Schema.decodeUnknownOption(LabelledPair)({ kind, first: trimmed(first), second: trimmed(second), same })
  return Effect.fromOption(pair).pipe(
    Effect.mapError(() => `holds no two goals or two cards with both sides in ${where}`)
  )
}

const trimmed = (one: Side): Side =>
  typeof one === "string" ? one.trim() : { question: one.question.trim(), answer: one.answer.trim() }

const malformed = (name: string, what: string): CommandFailed =>
  CommandFailed.make({
    code: "pairs_malformed",
    exit: exitCodes.usage,
    reason: `${name} ${what}`,
    whatToDo:
      "Give lines of first,second,same, with first_answer and second_answer for cards; or JSON as docs/duplicates.md has it"
  })
