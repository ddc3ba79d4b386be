import { Layer } from "effect"
import type { AccountStores } from "../../ports/accounts/AccountStores.ts"
import type { MemoryUsers } from "../users/MemoryUserStore.ts"
import * as MemoryAccountStore from "./MemoryAccountStore.ts"
import { MemoryAccountTables } from "./MemoryAccountTables.ts"
import * as MemoryApiTokenStore from "./MemoryApiTokenStore.ts"
import * as MemoryIdempotencyStore from "./MemoryIdempotencyStore.ts"
import * as MemoryMailRequestStore from "./MemoryMailRequestStore.ts"
import * as MemoryServerSecrets from "./MemoryServerSecrets.ts"
import * as MemorySessionStore from "./MemorySessionStore.ts"
import * as MemoryThrottleStore from "./MemoryThrottleStore.ts"

/** Everything of accounts in memory. */
export const layer: Layer.Layer<AccountStores, never, MemoryUsers> = Layer.mergeAll(
  MemoryAccountStore.layer,
  MemorySessionStore.layer,
  MemoryApiTokenStore.layer,
  MemoryThrottleStore.layer,
  MemoryMailRequestStore.layer,
  MemoryIdempotencyStore.layer,
  MemoryServerSecrets.layer
).pipe(Layer.provide(MemoryAccountTables.layer))
