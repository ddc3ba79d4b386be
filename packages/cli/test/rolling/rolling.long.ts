/**
 * Ten restarts of two servers on one Postgres, on either composition that machines share.
 */
import { it } from "@effect/vitest"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import { restartedInTurn } from "./restartedInTurn.ts"

for (const composition of ["hybrid", "postgres"] as const) {
  it.live.runIf(hasPostgres)(
    `two servers behind a proxy are restarted ten times in turn, and nobody notices: ${composition}`,
    () => restartedInTurn(composition, 10),
    600_000
  )
}

if (!hasPostgres) it.skip("two servers behind a proxy: skipped, for want of the binaries of Postgres")
