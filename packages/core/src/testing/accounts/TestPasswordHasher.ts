/**
 * A `PasswordHasher` that costs nothing and hides nothing: for tests only.
 */
import { Effect, Layer, Redacted } from "effect"
import { type Password, PasswordHash } from "../../domain/accounts/Account.ts"
import { PasswordHasher } from "../../ports/accounts/PasswordHasher.ts"

const hashOf = (password: Password): PasswordHash => PasswordHash.make(`$test$${Redacted.value(password)}`)

export const layer: Layer.Layer<PasswordHasher> = Layer.succeed(
  PasswordHasher,
  PasswordHasher.of({
    hash: (password) => Effect.sync(() => hashOf(password)),
    verify: (password, hash) => Effect.sync(() => hash === hashOf(password) || hash === `$old${hashOf(password)}`),
    isOutdated: (hash) => hash.startsWith("$old")
  })
)
