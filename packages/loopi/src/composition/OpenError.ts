import type { EmbedderFailed, MasterKeysRefused } from "@loopi/core"
import type { LanceDbUnusable, LanceStudy } from "@loopi/lancedb"
import type { ClusterFlows, Embedded, PgvectorMissing, Postgres } from "@loopi/postgres"
import type { CompositionRefused } from "./Plan.ts"

/** What can go wrong while a composition opens its databases. */
export type OpenError =
  | CompositionRefused
  | Embedded.EmbeddedError
  | Postgres.OpenError
  | PgvectorMissing
  | LanceDbUnusable
  | LanceStudy.StudyUnusable
  | MasterKeysRefused
  | ClusterFlows.FlowsAddressRefused
  | EmbedderFailed
