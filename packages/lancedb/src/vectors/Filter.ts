/**
 * The only maker of the texts LanceDB filters by: each is bound to one learner, and no value can end its quotes.
 */
import type { EmbeddedKind, Embedding, SpaceId, UserId } from "@loopi/core"
import { Brand } from "effect"

/** A condition on rows. Whatever reads or deletes rows takes this and not a string. */
export type Filter = string & Brand.Brand<"@loopi/lancedb/vectors/Filter">

export interface Terms {
  readonly kind?: EmbeddedKind
  readonly space?: SpaceId
  readonly ids?: ReadonlyArray<string>
}

/** The rows of a learner that meet all the terms. */
export const ofLearner = (userId: UserId, { ids, kind, space }: Terms): Filter =>
  filter(
    [
      equals("user_id", userId),
      ...(kind === undefined ? [] : [equals("kind", kind)]),
      ...(space === undefined ? [] : [equals("space", space)]),
      ...(ids === undefined ? [] : [oneOf("id", ids)])
    ].join(" AND ")
  )

/** The rows of these that are there, in a filter for each learner, kind and space. */
export const ofRows = (
  rows: ReadonlyArray<Pick<Embedding, "userId" | "kind" | "space" | "id">>
): ReadonlyArray<Filter> =>
  [...Map.groupBy(rows, ({ kind, space, userId }) => keyOf({ userId, kind, space, id: "" })).values()].flatMap((some) =>
    some.slice(0, 1).map(({ kind, space, userId }) => ofLearner(userId, { kind, space, ids: some.map(({ id }) => id) }))
  )

/** What names a row: unambiguous, as no learner's id and no kind has a slash in it, and no space a colon. */
export const keyOf = (row: Pick<Embedding, "userId" | "kind" | "space" | "id">): string =>
  `${row.userId}/${row.kind}/${row.space}:${row.id}`

const filter = Brand.nominal<Filter>()

const equals = (column: "user_id" | "kind" | "space", value: string) => `${column} = ${literal(value)}`

const oneOf = (column: "id", values: ReadonlyArray<string>) =>
  values.length === 0 ? "false" : `${column} IN (${values.map(literal).join(", ")})`

/** In this dialect only a quote ends a text, and two of them are one; a backslash is a letter like any other. */
const literal = (value: string) => `'${value.replaceAll("'", "''")}'`
