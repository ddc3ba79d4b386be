import type { ServerSecrets } from "../ServerSecrets.ts"
import type { AccountStore } from "./AccountStore.ts"
import type { ApiTokenStore } from "./ApiTokenStore.ts"
import type { IdempotencyStore } from "./IdempotencyStore.ts"
import type { MailRequestStore } from "./MailRequestStore.ts"
import type { SessionStore } from "./SessionStore.ts"
import type { ThrottleStore } from "./ThrottleStore.ts"

/** What is kept of those who sign in, and of what they ask for. */
export type AccountStores =
  | AccountStore
  | SessionStore
  | ApiTokenStore
  | ThrottleStore
  | MailRequestStore
  | IdempotencyStore
  | ServerSecrets
