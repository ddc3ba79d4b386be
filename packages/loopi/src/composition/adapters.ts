/**
 * The adapters of each plan, joined where they stand on each other.
 */
import { join } from "node:path"
import {
  Archiving,
  type EmbeddingIndex,
  eraseArchived,
  Erasers,
  type FlashcardStore,
  type Flows,
  type FlowWork,
  inspectArchive,
  Inspections,
  ReviewBacklog,
  ReviewDrain,
  type ReviewJournal,
  type ReviewLog,
  type Schedules,
  type Stores,
  TieredReviewLog
} from "@loopi/core"
import type { PgClient } from "@effect/sql-pg"
import { MemoryEmbeddingIndex, MemoryFlows, MemoryStores } from "@loopi/core/memory"
import { LanceEmbeddingIndex, LanceOrphans, LanceReviewArchive, LanceStudy } from "@loopi/lancedb"
import {
  ClusterFlows,
  PgEmbeddingIndex,
  PgReviewDrain,
  PgReviewJournal,
  PgSchedules,
  Postgres,
  Server
} from "@loopi/postgres"
import { Effect, Layer } from "effect"
import type { SqlClient } from "effect/sql"
import * as GuardedEmbeddingIndex from "../resilience/GuardedEmbeddingIndex.ts"
import * as GuardedReviewArchive from "../resilience/GuardedReviewArchive.ts"
import { leftovers } from "../leftovers/leftovers.ts"
import type { OpenError } from "./OpenError.ts"
import { checkStudy, recordStudy } from "./claimStudy.ts"
import { closeToOthers } from "./closeToOthers.ts"
import type { EmbeddedPlan, HybridPlan, Plan, PostgresPlan } from "./Plan.ts"

/** What every use case stands on. */
export type Adapters = Stores | EmbeddingIndex

/** What keeps everything, and what carries runs out: over the same connections. */
export interface Joined {
  readonly stores: Layer.Layer<Adapters, OpenError>
  readonly flows: Layer.Layer<Flows, OpenError, FlowWork>
}

export const joined = (plan: Plan): Joined => {
  if (plan.composition === "memory") {
    return { stores: Layer.mergeAll(MemoryStores.layer, MemoryEmbeddingIndex.layer), flows: MemoryFlows.layer }
  }
  const client = clientOf(plan)
  return { stores: Layer.provide(storesOf(plan), client), flows: Layer.provide(flowsOf(plan), client) }
}

const storesOf = (plan: EmbeddedPlan | HybridPlan | PostgresPlan): Layer.Layer<Adapters, OpenError, Client> =>
  plan.composition === "postgres"
    ? Layer.mergeAll(Postgres.layerStores, PgEmbeddingIndex.layer)
    : Layer.mergeAll(
        studyOf(plan),
        GuardedEmbeddingIndex.layer(LanceEmbeddingIndex.layer({ directory: plan.lancedb }))
      ).pipe(Layer.provideMerge(Postgres.layerLibrary))

/** Embedded there is one process, and runs are kept: it needs nobody to share them with. */
const flowsOf = (
  plan: EmbeddedPlan | HybridPlan | PostgresPlan
): Layer.Layer<Flows, OpenError, FlowWork | PgClient.PgClient> =>
  plan.composition === "embedded"
    ? MemoryFlows.layer
    : ClusterFlows.layerWith({ address: plan.server.flowsAddress }).pipe(
        Layer.catchTag("SqlError", ({ reason }) =>
          Layer.effectContext(
            Server.PostgresUnreachable.make({ reason: "other", detail: reason.message ?? reason._tag })
          )
        )
      )

type Client = PgClient.PgClient | SqlClient.SqlClient

const clientOf = (plan: EmbeddedPlan | HybridPlan | PostgresPlan): Layer.Layer<Client, OpenError> =>
  Layer.tap(openedBy(plan), (client) =>
    Effect.andThen(closeToOthers(plan), Effect.provideContext(checkStudy(plan), client))
  )

const openedBy = (plan: EmbeddedPlan | HybridPlan | PostgresPlan): Layer.Layer<Client, OpenError> =>
  plan.composition === "embedded"
    ? Postgres.layerEmbeddedClient({ directory: join(plan.directory, "postgres") })
    : Postgres.layerServer(plan.server.url, {
        ownerUrl: plan.server.ownerUrl,
        vectors: plan.composition === "postgres"
      })

/** Schedules, and a history whose bulk is archived in the background. */
const studyOf = (
  plan: EmbeddedPlan | HybridPlan
): Layer.Layer<Schedules | ReviewLog, OpenError, FlashcardStore | SqlClient.SqlClient> =>
  Layer.mergeAll(TieredReviewLog.layer, archiving, inspectionsOf(plan), erasers, backlog).pipe(
    Layer.provideMerge(keptBy(plan)),
    Layer.provide(GuardedReviewArchive.layer(LanceReviewArchive.layer({ directory: plan.lancedb })))
  )

type Kept = Schedules | ReviewJournal | ReviewDrain

const keptBy = (plan: EmbeddedPlan | HybridPlan): Layer.Layer<Kept, OpenError, FlashcardStore | SqlClient.SqlClient> =>
  plan.study === "lancedb"
    ? studyErasers.pipe(
        Layer.provideMerge(Layer.tap(LanceStudy.layer({ directory: plan.lancedb }), () => recordStudy(plan)))
      )
    : Layer.mergeAll(PgSchedules.layer, PgReviewJournal.layer, PgReviewDrain.layer)

const archiving = Archiving.layerRun.pipe(Layer.provide(Archiving.layer))

const backlog = Layer.effect(
  ReviewBacklog,
  ReviewDrain.use((drain) => Effect.succeed(Effect.map(drain.backlog, ({ since }) => since)))
)

/** What is kept of learners besides stores and vectors. */
const erasers = Layer.effect(
  Erasers,
  Effect.gen(function* () {
    // Behind the study, so that nothing is archived that was erased.
    return [...(yield* Erasers), yield* eraseArchived]
  })
)

const studyErasers = Layer.effect(
  Erasers,
  LanceStudy.StudyEraser.use((study) => Effect.succeed([study]))
)

/** What only adapters can look at: the archive, and files. */
const inspectionsOf = ({ directory, lancedb }: EmbeddedPlan | HybridPlan) =>
  Layer.effect(
    Inspections,
    Effect.map(inspectArchive, (archive) => [
      archive,
      LanceOrphans.inspection({ directory: lancedb }),
      leftovers(directory)
    ])
  )
