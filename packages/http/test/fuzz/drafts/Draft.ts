/**
 * A request as it is drawn, before anybody knows what the names in it stand for.
 */
import type { Schema } from "effect"
import * as fc from "fast-check"
import type { Operation, Parameter } from "../document/operations.ts"
import { type Damage, damagesTo } from "./damage.ts"
import { edited, editsIn } from "./edits.ts"
import { oddTexts } from "./odd.ts"
import { type textsOf, valuesOf } from "./valuesOf.ts"

export type Named = readonly [name: string, value: string]

export interface Draft {
  readonly as: (typeof callers)[number]
  readonly params: ReadonlyArray<Named>
  readonly query: ReadonlyArray<Named>
  readonly headers: ReadonlyArray<Named>
  /** What is put behind the address. */
  readonly tail: string
  readonly body: Schema.Json | undefined
  readonly damage: Damage
}

const callers = ["own", "other", "reader", "page", "forged", "garbage", "nobody"] as const

/** How many of ten requests are to be odd, each in a few of its parts. */
export interface Oddness {
  readonly odd: number
}

export const draftsOf = ({ body, parameters, path }: Operation, { odd }: Oddness): fc.Arbitrary<Draft> => {
  const fields = (where: Parameter["in"]) =>
    named(
      parameters.filter((one) => one.in === where),
      path
    )
  const value = body && fc.tuple(valuesOf(body.shape, { path, name: "" }), editsIn(odd))
  return fc.record(
    {
      as: mostly(odd * 2, "own", ...callers),
      params: edgy(fields("path"), odd, false),
      query: edgy(fields("query"), odd, true),
      headers: fc.tuple(fields("header"), mostly(odd * 2, [], ...oddHeaders)).map((all) => all.flat()),
      tail: mostly(odd / 2, "", ...tails),
      body: value === undefined ? fc.constant(undefined) : value.map(([drawn, all]) => edited(drawn, all)),
      damage: damagesTo(odd * 2)
    },
    { noNullPrototype: true }
  )
}

/** The usual, or so many of a hundred times something else. */
const mostly = <A>(ofHundred: number, usual: A, ...others: ReadonlyArray<A>): fc.Arbitrary<A> =>
  fc.oneof(
    { weight: Math.ceil(100 - ofHundred), arbitrary: fc.constant(usual) },
    { weight: Math.ceil(ofHundred), arbitrary: fc.constantFrom(...others) }
  )

const tails = ["/", "//", "%", "%ff", "%2f", "%00", "/..", ";a=b", "?", "?&&=", "?limit=1&limit=2", "?q=%", "?%ff=%fe"]

/** A value for each parameter; one that may be left out is, half of the time. */
const named = (parameters: ReadonlyArray<Parameter>, path: string): fc.Arbitrary<ReadonlyArray<Named>> =>
  fc
    .tuple(
      ...parameters.map(({ name, required, schema }) => {
        const drawn = written(schema, { path, name }).map((text): ReadonlyArray<Named> => [[name, text]])
        return required ? drawn : fc.oneof(drawn, fc.constant([]))
      })
    )
    .map((all) => all.flat())

const written: typeof textsOf = (shape, place) =>
  valuesOf(shape, place).map((value) => (typeof value === "string" ? value : JSON.stringify(value)))

/** Now and then one of them is odd, or there is one too many. */
const edgy = (drawn: Drawn, odd: number, canGrow: boolean): Drawn => {
  const replaced = fc
    .tuple(drawn, fc.nat({ max: 5 }), fc.constantFrom(...oddTexts))
    .map(([all, at, text]) => all.map(([name, usual], i): Named => [name, i === at % all.length ? text : usual]))
  const grown = fc
    .tuple(drawn, fc.constantFrom("limit", "extra", "__proto__", "goalId"), fc.constantFrom(...oddTexts))
    .map(([all, name, text]): ReadonlyArray<Named> => [...all, [name, text]])
  return fc.oneof(
    { weight: 20 - odd, arbitrary: drawn },
    { weight: odd, arbitrary: replaced },
    { weight: canGrow ? Math.ceil(odd / 2) : 0, arbitrary: grown }
  )
}

type Drawn = fc.Arbitrary<ReadonlyArray<Named>>

const oddHeaders: ReadonlyArray<ReadonlyArray<Named>> = [
  [["accept", "text/html"]],
  [["accept-encoding", "br;q=1.0, *;q=0"]],
  [["x-request-id", "mine-1.2_3"]],
  [["x-request-id", "x".repeat(65)]],
  [["x-request-id", "<b>"]],
  [["idempotency-key", "once"]],
  [["idempotency-key", ""]],
  [["idempotency-key", "k".repeat(300)]],
  [["if-match", "*"]],
  [["if-none-match", "*"]],
  [["range", "bytes=0-0"]],
  [["origin", "https://elsewhere.example"]],
  [["x-http-method-override", "DELETE"]],
  [["x-forwarded-for", "::1, garbage"]],
  [["forwarded", 'for="[::1";proto']],
  [["traceparent", "00-zz-yy-01"]],
  [["cookie", 'loopi_access=%; a=b;;=; "=']]
]
