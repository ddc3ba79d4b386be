/**
 * Where a campaign's server keeps its data: a directory and, where the composition has one, a Postgres of its own.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ConfigProvider, Effect, Layer, Schema } from "effect"
import { Composition, embeddedLearnerId, Plan } from "loopi"
import { readKept } from "../readKept.ts"
import { volumeIn } from "./volume.ts"
import { localPostgres, type LocalPostgres } from "./LocalPostgres.ts"
import type { Place } from "./Served.ts"

export const CompositionUnderTest = Schema.Literals(["embedded", "hybrid", "postgres", "lancedb-study"])
export type CompositionUnderTest = typeof CompositionUnderTest.Type

export interface TestPlace extends Place {
  readonly postgres: LocalPostgres | undefined
  /** Where the LanceDB tables are. */
  readonly lancedb: string
}

export interface PlaceOptions {
  readonly composition: CompositionUnderTest
  /** Whether the LanceDB tables are on a volume of their own, small enough to be filled. */
  readonly smallVolume: boolean
}

export const newPlace = Effect.fnUntraced(function* ({ composition, smallVolume }: PlaceOptions) {
  const data = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "loopi crash "))),
    (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
  )
  const onServer = composition === "hybrid" || composition === "postgres"
  const postgres = onServer ? yield* localPostgres : undefined
  const parent = smallVolume ? yield* volumeIn(data) : data
  const place: TestPlace = {
    data,
    lancedb: join(parent, "lancedb"),
    postgres,
    env: {
      LOOPI_COMPOSITION: composition === "lancedb-study" ? "embedded" : composition,
      LOOPI_LANCEDB_URI: composition === "postgres" ? "" : join(parent, "lancedb"),
      ...(postgres !== undefined && {
        DATABASE_URL: postgres.url,
        DATABASE_OWNER_URL: postgres.ownerUrl
      }),
      ...(composition === "lancedb-study" && { LOOPI_STUDY: "lancedb" })
    }
  }
  return place
})

/** What the stores hold, read past the server: it must not be running. */
export const keptIn = ({ data, env }: Place) =>
  Plan.fromConfig({ directory: data }).pipe(
    Effect.flatMap((plan) =>
      readKept(embeddedLearnerId).pipe(Effect.provide(Layer.fresh(Composition.layerAdapters(plan)), { local: true }))
    ),
    Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env))),
    Effect.orDie
  )
