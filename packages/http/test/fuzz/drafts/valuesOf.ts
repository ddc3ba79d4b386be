/**
 * Draws values that a shape allows. What is somebody's is only named, as in `{{own.goal}}`: it is put in when it is known.
 */
import type { Schema } from "effect"
import * as fc from "fast-check"
import { kindOf } from "../../table/belongings.ts"
import { resolve } from "../document/operations.ts"
import type { Shape } from "../document/Shape.ts"

/** Where a value stands: the path of the operation, and the name of the field. */
export interface Place {
  readonly path: string
  readonly name: string
}

export const valuesOf = (given: Shape, place: Place): fc.Arbitrary<Schema.Json> => {
  const shape = resolve(given)
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
  if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map((one) => valuesOf(one, place)))
  return (byType[shape.type ?? ""] ?? anything)(shape, place)
}

type Drawing = (shape: Shape, place: Place) => fc.Arbitrary<Schema.Json>

const anything: Drawing = () => fc.constantFrom(null, 0, "", true)

const byType: Record<string, Drawing> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ maximum = 1_000, minimum = -10 }, { name }) =>
    // A version is right or wrong, and nearly always small.
    name === "version" ? fc.nat({ max: 3 }) : fc.integer({ min: minimum, max: maximum }),
  number: ({ maximum = 1_000, minimum = -10 }) => fc.integer({ min: minimum, max: maximum }),
  string: (shape, place) => textsOf(shape, place),
  array: ({ items = {}, maxItems = 5, minItems = 0, uniqueItems = false }, place) => {
    const lengths = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 5)) }
    const each = valuesOf(items, place)
    return uniqueItems ? fc.uniqueArray(each, lengths) : fc.array(each, lengths)
  },
  object: ({ properties = {}, required = [] }, { path }) =>
    fc.record(
      Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valuesOf(inner, { path, name })])),
      { requiredKeys: [...required], noNullPrototype: true }
    )
}

/** Texts of a length that is allowed; of a kind that is, where the name of the field tells. */
export const textsOf = ({ format, maxLength, minLength = 0 }: Shape, { name, path }: Place): fc.Arbitrary<string> => {
  if (format === "uuid") return idsOf(kindOf(path, name) ?? "goal")
  const known = byName[name]
  if (known !== undefined) return fc.constantFrom(...known)
  const size = { minLength, maxLength: Math.min(maxLength ?? 60, 300) }
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words).filter((text) => text.length >= minLength) },
    { weight: 2, arbitrary: fc.string({ ...size, unit: "grapheme" }) },
    { weight: 1, arbitrary: fc.string({ ...size, unit: "binary" }) }
  )
}

const idsOf = (kind: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(`{{own.${kind}}}`) },
    { weight: 2, arbitrary: fc.nat({ max: 20 }).map((nth) => `{{own.${kind}.${nth}}}`) },
    { weight: 1, arbitrary: fc.constant(`{{other.${kind}}}`) },
    { weight: 1, arbitrary: fc.uuid() }
  )

const words = [
  "Read a weather map",
  "What is an isobar, and what do two of them close together say?",
  "A line of equal pressure; close together, they say that the wind is strong.",
  "# Fronts\n\nCold front :: Cold air pushing beneath a warmer mass.\nWarm front :: The reverse of it.\n",
  "Ein Überblick über Wetterkarten — 天気図の読み方"
]

/** Fields whose values mean more than their shape says. */
const byName: Record<string, ReadonlyArray<string>> = {
  email: ["{{own.email}}", "{{other.email}}", "new@example.com", "{{fresh}}@example.com", " MIRA@Example.com "],
  timeZone: ["Europe/Lisbon", "Asia/Kathmandu", "UTC", "America/St_Johns"],
  password: ["{{own.password}}", "another long and quiet sentence"],
  current: ["{{own.password}}", "not my password"],
  next: ["another long and quiet sentence"],
  code: ["{{own.code}}", "{{own.verification}}", "loopi_vc_nothing"],
  refreshToken: ["{{own.refresh}}", "{{other.refresh}}", "loopi_rt_nothing"],
  question: ["{{own.question}}", ...words],
  answer: ["{{own.answer}}", ...words],
  version: ["1", "2", "3"],
  key: ["sk-ant-0123456789-x9Qz"],
  cursor: ["{{own.cursor}}", "{{other.cursor}}", "nowhere"],
  reviewedAt: ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00+05:45", "2200-01-01T00:00:00Z"],
  "idempotency-key": ["once", "twice", "{{fresh}}"],
  "if-match": ["*", "{{own.etag}}", '"1"', '"2"', 'W/"1"', '"mtime"'],
  "if-none-match": ["*", "{{own.etag}}", '"1", "2"'],
  "last-event-id": ["0", "1", "100"]
}
