/**
 * Where a program keeps the tokens of a session, when no browser keeps them in cookies.
 */
import { Effect, type Redacted, Ref } from "effect"

export interface Tokens {
  readonly access: Redacted.Redacted
  readonly refresh: Redacted.Redacted
}

export interface SessionTokens {
  readonly read: Effect.Effect<Tokens | undefined>
  /** `undefined` once they are of no more use: it is time to sign in anew. */
  readonly write: (tokens: Tokens | undefined) => Effect.Effect<void>
}

/** For as long as the program runs. */
export const inMemory: Effect.Effect<SessionTokens> = Effect.map(Ref.make<Tokens | undefined>(undefined), (ref) => ({
  read: Ref.get(ref),
  write: (tokens) => Ref.set(ref, tokens)
}))
