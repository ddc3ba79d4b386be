/**
 * Where the extension is: what it brings is named with its schema, as databases keep extensions in different ones.
 */
import { Effect, Schema } from "effect"
import type { SqlClient, SqlError, Statement } from "effect/sql"

/** There is no pgvector in the database, one that is too old, or no table that would need it. Trying again does not help. */
export class PgvectorMissing extends Schema.TaggedError<PgvectorMissing>()("PgvectorMissing", {
  what: Schema.Literals(["extension", "version", "table"])
}) {
  override get message(): string {
    return messages[this.what]
  }
}

const messages = {
  extension: "The database has no pgvector: have a superuser run CREATE EXTENSION vector.",
  version:
    "The pgvector of the database is older than 0.7: install a newer one, then run ALTER EXTENSION vector UPDATE.",
  table: "The database has no table of vectors: migrate it with vectors."
}

/** How to name what the extension brings. */
export interface Pgvector {
  /** A type or a function. */
  readonly named: (name: string) => Statement.Fragment
  readonly operator: (name: string) => Statement.Fragment
  /** The types the server knows vectors in half precision by, which are others in each database. */
  readonly halfvec: { readonly oid: number; readonly arrayOid: number }
}

export const findPgvector = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient
): Effect.fn.Return<Pgvector, SqlError.SqlError | PgvectorMissing> {
  const [found] = yield* sql<Found>`
    SELECT quote_ident(nspname) AS schema, t.oid, t.typarray AS array_oid
    FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
    LEFT JOIN pg_type t ON t.typnamespace = extnamespace AND t.typname = 'halfvec'
    WHERE extname = 'vector'
  `
  if (found === undefined) return yield* PgvectorMissing.make({ what: "extension" })
  // Half precision came with 0.7.
  const { arrayOid, oid } = found
  if (oid === null || arrayOid === null) return yield* PgvectorMissing.make({ what: "version" })
  return {
    halfvec: { oid, arrayOid },
    named: (name) => sql.literal(`${found.schema}.${name}`),
    operator: (name) => sql.literal(`OPERATOR(${found.schema}.${name})`)
  }
})

interface Found {
  readonly schema: string
  readonly oid: number | null
  readonly arrayOid: number | null
}
