/**
 * Everything of accounts over one client.
 */
import type { AccountStores } from "@loopi/core"
import { Layer } from "effect"
import type { SqlClient } from "effect/sql"
import * as PgAccountStore from "./PgAccountStore.ts"
import * as PgApiTokenStore from "./PgApiTokenStore.ts"
import * as PgIdempotencyStore from "./PgIdempotencyStore.ts"
import * as PgMailRequestStore from "./PgMailRequestStore.ts"
import * as PgServerSecrets from "./PgServerSecrets.ts"
import * as PgSessionStore from "./PgSessionStore.ts"
import * as PgThrottleStore from "./PgThrottleStore.ts"

export const layer: Layer.Layer<AccountStores, never, SqlClient.SqlClient> = Layer.mergeAll(
  PgAccountStore.layer,
  PgSessionStore.layer,
  PgApiTokenStore.layer,
  PgThrottleStore.layer,
  PgMailRequestStore.layer,
  PgIdempotencyStore.layer,
  PgServerSecrets.layer
)
