/**
 * A request as it is drawn, before anybody knows what the names in it stand for.
 */
import type { Schema } from "effect"
import fc from "fast-check"
import type { Operation, Parameter } from "../document/operations.ts"
import { type Damage, damages } from "./damage.ts"
import { type Edit, edited, edits } from "./edits.ts"
import { oddTexts } from "./odd.ts"
import { textsOf, valuesOf } from "./valuesOf.ts"

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

export const draftsOf = ({ body, parameters, path }: Operation): fc.Arbitrary<Draft> => {
  const fields = (where: Parameter["in"]) => named(parameters.filter((one) => one.in === where), path)
  return fc.record(
    {
      as: fc.oneof({ weight: 9, arbitrary: fc.constant("own" as const) }, { weight: 1, arbitrary: fc.constantFrom(...callers) }),
      params: edgy(fields("path"), false),
      query: edgy(fields("query"), true),
      headers: fc.tuple(fields("header"), fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, extraHeaders)).map((all) => all.flat()),
      tail: rarely("", ...tails),
      body: body === undefined ? fc.constant(undefined) : bodies(fc.tuple(valuesOf(body.shape, { path, name: "" }), edits)),
      damage: damages
    },
    { noNullPrototype: true }
  )
}

const bodies = (drawn: fc.Arbitrary<readonly [Schema.Json, ReadonlyArray<Edit>]>) => drawn.map(([value, all]) => edited(value, all))

const rarely = (usual: string, ...others: ReadonlyArray<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 40, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const tails = ["/", "//", "%", "%ff", "%2f", "%00", "/..", ";a=b", "#", "?", "?&&=", "?limit=1&limit=2", "?q=%", "?%ff=%fe"]

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
const edgy = (drawn: fc.Arbitrary<ReadonlyArray<Named>>, canGrow: boolean): fc.Arbitrary<ReadonlyArray<Named>> => {
  const replaced = fc
    .tuple(drawn, fc.nat({ max: 5 }), fc.constantFrom(...oddTexts))
    .map(([all, at, odd]) => all.map(([name, text], i): Named => [name, i === at % all.length ? odd : text]))
  const grown = fc
    .tuple(drawn, fc.constantFrom("limit", "extra", "__proto__", "goalId"), fc.constantFrom(...oddTexts))
    .map(([all, name, odd]): ReadonlyArray<Named> => [...all, [name, odd]])
  return fc.oneof({ weight: 5, arbitrary: drawn }, { weight: 3, arbitrary: replaced }, { weight: canGrow ? 1 : 0, arbitrary: grown })
}

const extraHeaders: fc.Arbitrary<ReadonlyArray<Named>> = fc.constantFrom<ReadonlyArray<ReadonlyArray<Named>>[number]>(
  [["accept", "text/html"]],
  [["accept-encoding", "br;q=1.0, *;q=0"]],
  [["x-request-id", "mine-1.2_3"]],
  [["x-request-id", `${"x".repeat(65)}`]],
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
  [["forwarded", "for=\"[::1\";proto"]],
  [["traceparent", "00-zz-yy-01"]],
  [["cookie", "loopi_access=%; a=b;;=; \"="]]
)
