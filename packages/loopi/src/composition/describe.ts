/**
 * What a Loopi stands on, in words for the people who start it.
 */
import { join } from "node:path"
import * as Makers from "./Makers.ts"
import type { Plan } from "./Plan.ts"

/** One line, such as "hybrid: Postgres at DATABASE_URL, vectors and review archive in data/lancedb, ...". */
export const describe = (plan: Plan): string =>
  `${plan.composition}: ${[...storesOf(plan), ...Makers.describe(plan)].join(", ")}`

const storesOf = (plan: Plan): ReadonlyArray<string> => {
  switch (plan.composition) {
    case "memory":
      return ["everything in memory, gone at the end"]
    case "postgres":
      return ["Postgres at DATABASE_URL with vectors in pgvector"]
    case "hybrid":
      return ["Postgres at DATABASE_URL", ...onLanceDb(plan)]
    case "embedded":
      return [`embedded Postgres in ${join(plan.directory, "postgres")}`, ...onLanceDb(plan)]
  }
}

const onLanceDb = ({ lancedb, study }: Extract<Plan, { readonly lancedb: string }>): ReadonlyArray<string> =>
  study === "lancedb" ? [`vectors, schedules and reviews in ${lancedb}`] : [`vectors and review archive in ${lancedb}`]
