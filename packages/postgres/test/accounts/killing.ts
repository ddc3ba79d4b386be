/**
 * Has the server end the session that work is done on, after the work.
 */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { outside } from "../../src/internal/outside.ts"
import type { Breaking } from "./once.ts"

export const killing: Breaking = (work) =>
  Effect.tap(
    work,
    Effect.orDie(
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [serving] = yield* sql<{ readonly pid: number }>`SELECT pg_backend_pid() AS pid`
        const [ended] = yield* outside(
          sql,
          sql<{ readonly gone: boolean }>`SELECT pg_terminate_backend(${serving?.pid ?? 0}, 5000) AS gone`
        )
        assert.isTrue(ended?.gone)
      })
    )
  )
