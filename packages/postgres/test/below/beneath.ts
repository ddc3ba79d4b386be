/**
 * What stores on Postgres promise beyond the contracts, on whichever Postgres.
 */
import type { Layer } from "effect"
import type { Database } from "../shared.ts"
import * as indexes from "./indexes.ts"
import * as integrity from "./integrity.ts"
import * as rating from "./rating.ts"
import * as reviewDays from "./reviewDays.ts"
import * as reviewHistory from "./reviewHistory.ts"
import * as runs from "./runs.ts"
import * as tenants from "./tenants.ts"
import * as text from "./text.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void => {
  indexes.suite(adapter, layer)
  integrity.suite(adapter, layer)
  rating.suite(adapter, layer)
  reviewDays.suite(adapter, layer)
  reviewHistory.suite(adapter, layer)
  runs.suite(adapter, layer)
  tenants.suite(adapter, layer)
  text.suite(adapter, layer)
}
