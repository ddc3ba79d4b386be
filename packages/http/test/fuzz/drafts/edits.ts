/**
 * What may go wrong with a value on its way: each edit changes it in one place.
 */
import type { Schema } from "effect"
import * as fc from "fast-check"
import { oddNames, oddValues } from "./odd.ts"

export interface Edit {
  readonly kind: "replace" | "drop" | "rename" | "add" | "repeat" | "wrap" | "unwrap"
  /** Which place, of as many as there are. */
  readonly at: number
  readonly value: Schema.Json
  readonly name: string
}

const edit: fc.Arbitrary<Edit> = fc.record(
  {
    // Odd values in known fields get the furthest.
    kind: fc.constantFrom("replace", "replace", "replace", "drop", "rename", "add", "repeat", "wrap", "unwrap"),
    at: fc.nat({ max: 40 }),
    value: fc.constantFrom(...oddValues),
    name: fc.constantFrom(...oddNames)
  },
  { noNullPrototype: true }
)

/** Up to three, in so many of ten requests. */
export const editsIn = (ofTen: number): fc.Arbitrary<ReadonlyArray<Edit>> =>
  fc.oneof(
    { weight: 10 - ofTen, arbitrary: fc.constant([]) },
    { weight: ofTen, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }) }
  )

export const edited = (value: Schema.Json, all: ReadonlyArray<Edit>): Schema.Json => all.reduce(applied, value)

const applied = (value: Schema.Json, one: Edit): Schema.Json => {
  const places = placesIn(value)
  // The whole value itself comes in turn with its parts.
  const place = places[one.at % places.length] ?? []
  return changedAt(value, place, one)
}

const placesIn = (value: Schema.Json): ReadonlyArray<ReadonlyArray<string>> => [
  ...entriesOf(value).flatMap(([key, inner]) => placesIn(inner).map((path) => [key, ...path])),
  []
]

const entriesOf = (value: Schema.Json): ReadonlyArray<readonly [string, Schema.Json]> =>
  typeof value === "object" && value !== null ? Object.entries<Schema.Json>(value).slice(0, 20) : []

const changedAt = (value: Schema.Json, [key, ...rest]: ReadonlyArray<string>, one: Edit): Schema.Json => {
  if (key === undefined) return inPlace(value, one)
  if (Array.isArray(value)) {
    const list: ReadonlyArray<Schema.Json> = value
    if (rest.length > 0) return list.map((inner, i) => (String(i) === key ? changedAt(inner, rest, one) : inner))
    return list.flatMap((inner, i) => (String(i) === key ? elementsFor(inner, one) : [inner]))
  }
  const fields = entriesOf(value).flatMap(([name, inner]): ReadonlyArray<readonly [string, Schema.Json]> => {
    if (name !== key) return [[name, inner]]
    return rest.length > 0 ? [[name, changedAt(inner, rest, one)]] : fieldsFor(name, inner, one)
  })
  return record(fields)
}

const elementsFor = (inner: Schema.Json, one: Edit): ReadonlyArray<Schema.Json> => {
  if (one.kind === "drop") return []
  if (one.kind === "repeat") return [inner, inner]
  return one.kind === "add" ? [inner, one.value] : [inPlace(inner, one)]
}

const fieldsFor = (name: string, inner: Schema.Json, one: Edit): ReadonlyArray<readonly [string, Schema.Json]> => {
  if (one.kind === "drop") return []
  if (one.kind === "rename") return [[one.name, inner]]
  if (one.kind === "add")
    return [
      [name, inner],
      [one.name, one.value]
    ]
  // Twice in the text: what is written so comes out as two members of one name.
  if (one.kind === "repeat")
    return [
      [name, inner],
      [`${name}{{again}}`, one.value]
    ]
  return [[name, inPlace(inner, one)]]
}

const inPlace = (value: Schema.Json, { kind, name, value: other }: Edit): Schema.Json => {
  if (kind === "wrap") return name === "" ? [value] : record([[name, value]])
  if (kind === "unwrap") return entriesOf(value)[0]?.[1] ?? other
  return other
}

/** `__proto__` is a member like any other. */
const record = (fields: ReadonlyArray<readonly [string, Schema.Json]>): Schema.Json => Object.fromEntries(fields)
