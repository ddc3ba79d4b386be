/**
 * Values that found weak spots elsewhere: at the ends of ranges, and of kinds that are easily forgotten.
 */
import type { Schema } from "effect"

/** Stands for a number that JSON can say and JavaScript cannot: it is put in as it stands. */
export const literally = (number: string): string => `{{literally ${number}}}`

const lengths = [0, 1, 4, 5, 9, 10, 64, 65, 100, 101, 200, 201, 500, 501, 1_000, 1_001, 5_000, 5_001, 20_000]

export const oddTexts: ReadonlyArray<string> = [
  ...lengths.map((length) => "x".repeat(length)),
  ...lengths.slice(1, 12).map((length) => "🪂".repeat(length)),
  " ",
  "\t\n\u00a0\u2003\ufeff",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00\ud800",
  "tail\ud83d",
  "\u202egnp.exe",
  "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
  "Å\u0327 \u0041\u030a\u0327",
  "ﬀ ㎏ ﷺ".normalize("NFKD"),
  "e\u0301".repeat(300),
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  "Z\u0335\u0321\u0322\u0327".repeat(50),
  "İıſK",
  "\u2028\u2029\u0085\u001b[31m",
  "'; DROP TABLE goals; --",
  "%_\\'\"`$(id)",
  "__proto__",
  "constructor",
  "toString",
  "../../etc/passwd",
  "%00%2e%2e%2f",
  "<script>alert(1)</script>",
  "{{own.goal}}",
  "{{other.goal}}",
  "{{other.card}}",
  "{{own.node}}",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "00000000-0000-4000-8000-00000000000G",
  "{00000000-0000-4000-8000-000000000001}",
  "null",
  "true",
  "0",
  "-0",
  "1e3",
  "0x10",
  "१२",
  "1_000",
  "NaN",
  "Infinity",
  "9007199254740993",
  "2026-02-30T00:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "+275760-09-13T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  "9999-12-31T23:59:60Z",
  "2026-01-01",
  "2026-01-01T00:00:00+14:00",
  "Europe/Nowhere",
  "GMT+25",
  "a@b",
  "\u00e9@example.com",
  "Mira <mira@example.com>",
  "mira@example.com\r\nBcc: all@example.com"
]

const bounds = [0, 1, 2, 3, 4, 5, 12, 13, 20, 21, 23, 24, 50, 51, 100, 101, 365, 366, 367, 1_000, 3_600_000, 3_600_001]
const extremes = [-1, 0.1, 2.5, 1e21, 1e308, 5e-324, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53)]
const unsayable = ["-0", "1e400", "-1e400", "1.0", "1E0", "3.0000000000000000001", "9007199254740993", "1".repeat(400)]

const oddNumbers: ReadonlyArray<Schema.Json> = [...bounds, ...extremes, ...unsayable.map(literally)]

const oddShapes: ReadonlyArray<Schema.Json> = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  { "": "" },
  { $ne: null },
  { length: 1 },
  ["x", "x"],
  { constructor: { prototype: { admin: true } } },
  Array.from({ length: 1_001 }, () => "{{own.card}}"),
  Array.from({ length: 10_001 }, () => 0),
  nested(70)
]

/** Numbers and shapes as often as texts, of which there are more. */
export const oddValues: ReadonlyArray<Schema.Json> = [
  ...oddTexts,
  ...oddNumbers,
  ...oddNumbers,
  ...oddShapes,
  ...oddShapes
]

function nested(depth: number): Schema.Json {
  return Array.from({ length: depth }).reduce<Schema.Json>((inner) => [inner], 0)
}

/** Names of fields that nobody asked for. */
export const oddNames = [
  "extra",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "id",
  "userId",
  "",
  "0",
  "Title",
  "\u0000"
]
