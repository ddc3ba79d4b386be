/**
 * Two servers on one Postgres are restarted in turn; `rolling.long.ts` does so ten times, on both compositions.
 */
import { it } from "@effect/vitest"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import { restartedInTurn } from "./restartedInTurn.ts"

it.live.runIf(hasPostgres)(
  "two servers behind a proxy are restarted in turn, and nobody notices",
  () => restartedInTurn("hybrid", 3),
  300_000
)

if (!hasPostgres) it.skip("two servers behind a proxy: skipped, for want of the binaries of Postgres")
