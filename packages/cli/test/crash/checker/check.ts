/**
 * Says what is wrong with a history. Knows nothing of databases: only what was said, what is kept, and the rules.
 */
import { checkAttempts } from "./checkAttempts.ts"
import { checkReads } from "./checkReads.ts"
import { checkReviews } from "./checkReviews.ts"
import { checkSchedules } from "./checkSchedules.ts"
import type { Finding } from "./Finding.ts"
import type { History } from "./History.ts"
import { ledgerOf } from "./Ledger.ts"

export const check = (history: History): ReadonlyArray<Finding> => {
  const ledger = ledgerOf(history)
  return [...checkReviews(ledger), ...checkAttempts(ledger), ...checkSchedules(ledger), ...checkReads(history)]
}
