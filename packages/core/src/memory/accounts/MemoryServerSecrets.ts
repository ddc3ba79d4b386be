import { Effect, Layer, Redacted } from "effect"
import { type ServerSecretName, ServerSecrets } from "../../ports/ServerSecrets.ts"

/** Secrets of one process, gone when it ends. */
export const layer: Layer.Layer<ServerSecrets> = Layer.sync(ServerSecrets, () => {
  const secrets = new Map<ServerSecretName, Redacted.Redacted<Uint8Array>>()

  return ServerSecrets.of({
    get: (name) =>
      Effect.sync(() => {
        const secret = secrets.get(name) ?? Redacted.make(globalThis.crypto.getRandomValues(new Uint8Array(32)))
        secrets.set(name, secret)
        return secret
      })
  })
})
