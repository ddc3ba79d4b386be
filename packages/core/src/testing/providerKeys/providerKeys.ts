/**
 * What contracts of a vault are played with.
 */
import { Effect, Redacted } from "effect"
import { type Provider, type ProviderSecret, readSecret } from "../../domain/providerKeys/ProviderKey.ts"
import type { UserId } from "../../domain/users/User.ts"
import { Ids } from "../../ports/Ids.ts"
import { ProviderKeyVault } from "../../ports/providerKeys/ProviderKeyVault.ts"
import { newLearner } from "../fixtures.ts"
import { TestMasterKeys } from "./TestMasterKeys.ts"

/** A vault, a learner and a master key nobody else has. */
export const begin = Effect.gen(function* () {
  const masterKey = yield* (yield* TestMasterKeys).renew
  return { vault: yield* ProviderKeyVault, learner: yield* newLearner, masterKey }
})

/** A key that looks like one of a provider, unlike any other. */
export const newSecret = Effect.fnUntraced(function* (lastFour = "wxyz") {
  const ids = yield* Ids
  const typed = Redacted.make(`sk-test-${(yield* ids.next).replaceAll("-", "_")}${lastFour}`)
  const secret: ProviderSecret = yield* Effect.orDie(Effect.fromResult(readSecret(typed)))
  return secret
})

/** The key that is kept, bare. */
export const revealed = Effect.fnUntraced(function* (learner: UserId, provider: Provider) {
  const vault = yield* ProviderKeyVault
  return Redacted.value(yield* vault.reveal(learner, provider))
})
