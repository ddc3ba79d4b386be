/**
 * Answers who is erased while they ask as it answers them ever after: what they were about to keep has nobody left to
 * belong to, and a store takes that for our mistake.
 */
import { type UserId, Users } from "@loopi/core"
import { Cause, Effect, Layer } from "effect"
import { fail } from "../problems/Problem.ts"
import { Authentication, CurrentUser } from "./Authentication.ts"

/** The authentication that is given, with this. */
export const layer: Layer.Layer<Authentication, never, Authentication | Users> = Layer.effect(
  Authentication,
  Effect.gen(function* () {
    const authentication = yield* Authentication
    const users = yield* Users

    const isGone = (id: UserId) =>
      users.get(id).pipe(
        Effect.as(false),
        Effect.catchTag("UserNotFound", () => Effect.succeed(true)),
        // Whoever cannot be looked for is not known to be gone.
        Effect.catchCause(() => Effect.succeed(false))
      )

    return Authentication.of((handler, options) =>
      Effect.suspend(() => {
        let asking: UserId | undefined
        const noted = CurrentUser.use(({ id }) => Effect.suspend(() => ((asking = id), handler)))

        return Effect.catchCause(authentication(noted, options), (cause) =>
          Effect.gen(function* () {
            if (!Cause.hasDies(cause) || asking === undefined) return yield* Effect.failCause(cause)
            if (!(yield* isGone(asking))) return yield* Effect.failCause(cause)
            yield* Effect.logInfo("a learner left while asking")
            return yield* fail("unauthenticated")
          })
        )
      })
    )
  })
)
