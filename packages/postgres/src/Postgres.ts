/**
 * Every store, kept in one migrated Postgres: a server, or one embedded in this process.
 */
import type { Stores } from "@loopi/core"
import { Config, Effect, Layer, type Redacted } from "effect"
import type { Migrator, SqlClient, SqlError } from "effect/sql"
import * as Embedded from "./embedded/Embedded.ts"
import * as PgProviderKeyVault from "./keys/PgProviderKeyVault.ts"
import { migrate } from "./Migrations.ts"
import * as PgFlashcardStore from "./PgFlashcardStore.ts"
import * as PgGoalStore from "./PgGoalStore.ts"
import * as PgReviewLog from "./PgReviewLog.ts"
import * as PgSchedules from "./PgSchedules.ts"
import * as PgSkillTreeStore from "./PgSkillTreeStore.ts"
import * as PgSourceDocumentStore from "./PgSourceDocumentStore.ts"
import * as PgUserStore from "./PgUserStore.ts"
import * as PgVectorWork from "./PgVectorWork.ts"
import * as Server from "./Server.ts"

/** What can go wrong while a database is brought up to date. */
export type MigrationError = Migrator.MigrationError | SqlError.SqlError

/**
 * Every store over a client you provide, brought up to date first. The client maps camel case to snake case and back,
 * as those of `Server` and `Embedded` do.
 */
export const layerStores: Layer.Layer<Stores, MigrationError, SqlClient.SqlClient> = Layer.mergeAll(
  PgUserStore.layer,
  PgGoalStore.layer,
  PgSkillTreeStore.layer,
  PgSourceDocumentStore.layer,
  PgFlashcardStore.layer,
  PgSchedules.layer,
  PgReviewLog.layer,
  PgVectorWork.layer,
  PgProviderKeyVault.layer
).pipe(Layer.provide(Layer.effectDiscard(migrate)))

/** Every store on a server. */
export const layerUrl = (
  url: Redacted.Redacted,
  options?: Server.ServerOptions
): Layer.Layer<Stores, Server.PostgresUnreachable | MigrationError> =>
  layerStores.pipe(Layer.provide(Server.layer(url, options)))

/** Every store on the server that `DATABASE_URL` names. */
export const layerConfig: Layer.Layer<Stores, Config.ConfigError | Server.PostgresUnreachable | MigrationError> =
  Layer.unwrap(Effect.map(Config.Redacted("DATABASE_URL"), (url) => layerUrl(url)))

/** Every store without a server: kept in a directory, or in memory for as long as the process lasts. */
export const layerEmbedded = (
  options?: Embedded.EmbeddedOptions
): Layer.Layer<Stores, Embedded.EmbeddedError | MigrationError> =>
  layerStores.pipe(Layer.provide(Embedded.layer(options)))
