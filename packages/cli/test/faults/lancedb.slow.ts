/**
 * LanceDB that fails, hangs or talks nonsense, and files of it that are really damaged, under a server: prints what
 * learners met, and holds us to what we promise.
 */
// @effect-diagnostics asyncFunction:off
import type * as LanceDb from "@lancedb/lancedb"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { vi } from "vitest"
import { damages } from "./harness/damages.ts"
import { setLance } from "./harness/FaultyLance.ts"
import { flatWhile } from "./harness/flatWhile.ts"
import { hybridPlace } from "./harness/place.ts"
import { keepsPromises, played } from "./harness/scenario.ts"
import { served } from "./harness/served.ts"

vi.mock("@lancedb/lancedb", async (importOriginal) => {
  const { spoiled } = await import("./harness/FaultyLance.ts")
  return spoiled(await importOriginal<typeof LanceDb>())
})

describe("a server whose LanceDB fails", () => {
  it.live(
    "keeps its promises where calls fail, hang or make no sense, and where files are damaged",
    () =>
      Effect.gen(function* () {
        const { lancedb, plan } = yield* hybridPlace
        const { ask, learner } = yield* served(plan)
        for (const fault of ["fail", "hang", "garbage"] as const) {
          const told = yield* played(ask, learner, {
            name: `LanceDB: ${fault}`,
            begin: Effect.sync(() => setLance(fault)),
            end: Effect.sync(() => setLance("pass"))
          })
          keepsPromises(told, "vectors, archive")
        }
        for (const { begin, end, missing, name } of damages(lancedb)) {
          keepsPromises(yield* played(ask, learner, { name: `LanceDB: ${name}`, begin, end }), missing)
        }
        setLance("hang")
        const grown = yield* flatWhile(ask)
        setLance("pass")
        assert.isBelow(grown, 48)
      }).pipe(Effect.scoped),
    300_000
  )
})
