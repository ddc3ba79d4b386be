/**
 * Every contract of what accounts consist of, for packages that bring all of it.
 */
import type { Layer } from "effect"
import type { AccountPorts } from "./accounts.ts"
import * as AccountStoreContract from "./AccountStoreContract.ts"
import * as ApiTokenStoreContract from "./ApiTokenStoreContract.ts"
import * as IdempotencyStoreContract from "./IdempotencyStoreContract.ts"
import * as MailRequestStoreContract from "./MailRequestStoreContract.ts"
import * as ServerSecretsContract from "./ServerSecretsContract.ts"
import * as SessionStoreContract from "./SessionStoreContract.ts"
import * as ThrottleStoreContract from "./ThrottleStoreContract.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<AccountPorts, E>): void => {
  AccountStoreContract.suite(adapter, layer)
  SessionStoreContract.suite(adapter, layer)
  ApiTokenStoreContract.suite(adapter, layer)
  ThrottleStoreContract.suite(adapter, layer)
  MailRequestStoreContract.suite(adapter, layer)
  IdempotencyStoreContract.suite(adapter, layer)
  ServerSecretsContract.suite(adapter, layer)
}
