/**
 * Every store, kept in one migrated Postgres: a server, or one embedded in this process.
 */
import type { ReviewLog, Schedules, Stores } from "@loopi/core"
import type { PgClient } from "@effect/sql-pg"
import { Config, Effect, Layer, Option, type Redacted } from "effect"
import type { Migrator, SqlClient, SqlError } from "effect/sql"
import * as PgAccountStores from "./accounts/PgAccountStores.ts"
import { checkRuntime, type Needs } from "./checks/checkRuntime.ts"
import type { PostgresUnusable } from "./checks/PostgresUnusable.ts"
import * as Embedded from "./embedded/Embedded.ts"
import * as PgProviderKeyVault from "./keys/PgProviderKeyVault.ts"
import { migrate } from "./Migrations.ts"
import { migrateUrl } from "./owner/Owner.ts"
import * as PgFlashcardStore from "./flashcards/PgFlashcardStore.ts"
import * as PgGoalStore from "./goals/PgGoalStore.ts"
import * as PgReviewLog from "./reviews/PgReviewLog.ts"
import * as PgRunStore from "./runs/PgRunStore.ts"
import * as PgSchedules from "./schedules/PgSchedules.ts"
import * as PgSkillTreeStore from "./skillTrees/PgSkillTreeStore.ts"
import * as PgSourceDocumentStore from "./notes/PgSourceDocumentStore.ts"
import * as PgThresholdStore from "./vectors/PgThresholdStore.ts"
import * as PgTokenLedger from "./budget/PgTokenLedger.ts"
import * as PgUserStore from "./users/PgUserStore.ts"
import * as PgErasureStore from "./privacy/PgErasureStore.ts"
import * as PgVectorWork from "./vectors/PgVectorWork.ts"
import * as Server from "./Server.ts"

/** What can go wrong while a database is brought up to date. */
export type MigrationError = Migrator.MigrationError | SqlError.SqlError

/** What can go wrong while a server is opened. */
export type OpenError = Server.PostgresUnreachable | PostgresUnusable | MigrationError

export interface ServerOptions extends Server.ServerOptions, Needs {
  /** Where the tables are brought up to date first: a login that owns them, or may make them. */
  readonly ownerUrl?: Redacted.Redacted | undefined
}

/** Who studies, and what, apart from how it is remembered: over a client as `layerStores` takes it. */
export const layerLibrary: Layer.Layer<
  Exclude<Stores, Schedules | ReviewLog>,
  never,
  SqlClient.SqlClient
> = Layer.mergeAll(
  PgAccountStores.layer,
  PgUserStore.layer,
  PgSourceDocumentStore.layer,
  PgVectorWork.layer,
  PgProviderKeyVault.layer,
  PgThresholdStore.layer,
  PgTokenLedger.layer,
  PgErasureStore.layer,
  // Runs keep what they bring about in the other stores.
  PgRunStore.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(PgGoalStore.layer, PgSkillTreeStore.layer, PgFlashcardStore.layer))
  )
)

/**
 * Every store over a client you provide, in a database that is up to date. The client maps camel case to snake case and
 * back, as those of `Server` and `Embedded` do.
 */
export const layerStores: Layer.Layer<Stores, never, SqlClient.SqlClient> = Layer.mergeAll(
  layerLibrary,
  PgSchedules.layer,
  PgReviewLog.layer
)

/** Both clients over a server whose login and tables are as they have to be, and which is migrated first where it may. */
export const layerServer = (
  url: Redacted.Redacted,
  { ownerUrl, vectors, ...options }: ServerOptions = {}
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, OpenError> => {
  const checked = Server.layer(url, options).pipe(
    Layer.tap((context) => Effect.provideContext(checkRuntime({ vectors }), context))
  )
  if (ownerUrl === undefined) return checked
  const migrated = Layer.effectDiscard(migrateUrl(ownerUrl, { ...Server.loginOf(url), vectors }))
  return checked.pipe(Layer.provide(migrated))
}

/** Every store on a server. */
export const layerUrl = (url: Redacted.Redacted, options?: ServerOptions): Layer.Layer<Stores, OpenError> =>
  layerStores.pipe(Layer.provide(layerServer(url, options)))

/** Every store on the server that `DATABASE_URL` names, migrated first where `DATABASE_OWNER_URL` is set. */
export const layerConfig: Layer.Layer<Stores, Config.ConfigError | OpenError> = Layer.unwrap(
  Effect.gen(function* () {
    const url = yield* Config.Redacted("DATABASE_URL")
    const ownerUrl = Option.getOrUndefined(yield* Config.option(Config.Redacted("DATABASE_OWNER_URL")))
    return layerUrl(url, { ownerUrl })
  })
)

/** Both clients over the embedded Postgres, whose one login is its superuser, with the tables up to date. */
export const layerEmbeddedClient = (
  options?: Embedded.EmbeddedOptions
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, Embedded.EmbeddedError | MigrationError> =>
  Embedded.layer(options).pipe(Layer.tap((context) => Effect.provideContext(migrate, context)))

/** Every store without a server: kept in a directory, or in memory for as long as the process lasts. */
export const layerEmbedded = (
  options?: Embedded.EmbeddedOptions
): Layer.Layer<Stores, Embedded.EmbeddedError | MigrationError> =>
  layerStores.pipe(Layer.provide(layerEmbeddedClient(options)))

export { migrateUrl } from "./owner/Owner.ts"
