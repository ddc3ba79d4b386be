/**
 * The two halves of `INSERT INTO table (columns) SELECT row`, for a row that is inserted on a condition.
 */
import type { SqlClient, Statement } from "effect/sql"

export const columnsOf = (sql: SqlClient.SqlClient, row: object): Statement.Fragment =>
  sql.csv(Object.keys(row).map((column) => sql`${sql(column)}`))

export const valuesOf = (sql: SqlClient.SqlClient, row: object): Statement.Fragment =>
  sql.csv(Object.values(row).map((value) => sql`${value}`))
