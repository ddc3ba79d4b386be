/**
 * One token for one learner: enough for a server on the learner's own machine.
 */
import type { UserId } from "@loopi/core"
import { Effect, Layer, Redacted } from "effect"
import { Mac } from "effect/crypto"
import { Authentication, CurrentUser } from "./Authentication.ts"
import { fail } from "./Problem.ts"

export interface Options {
  readonly token: Redacted.Redacted
  readonly userId: UserId
}

export const layer = ({ token, userId }: Options): Layer.Layer<Authentication> =>
  Layer.effect(
    Authentication,
    Effect.gen(function* () {
      const expected = yield* digest(token)

      return Authentication.of({
        bearer: Effect.fnUntraced(function* (request, { credential }) {
          if (!Mac.timingSafeEqual(expected, yield* digest(credential))) return yield* fail("unauthenticated")
          return yield* Effect.provideService(request, CurrentUser, { id: userId })
        })
      })
    })
  )

/** Digests are compared instead of tokens: they have one length, and how far two agree says nothing about the token. */
const digest = (token: Redacted.Redacted): Effect.Effect<Uint8Array> =>
  Effect.map(
    Effect.promise(() => globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(Redacted.value(token)))),
    (hash) => new Uint8Array(hash)
  )
