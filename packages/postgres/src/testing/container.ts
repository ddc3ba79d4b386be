/**
 * Postgres in a container, where `@testcontainers/postgresql` is installed and Docker answers.
 */
import { Effect, Predicate, type Scope } from "effect"

/** Its URL until the scope ends, or why there is none. */
export const startContainer = (image: string): Effect.Effect<string, string, Scope.Scope> =>
  Effect.gen(function* () {
    const { PostgreSqlContainer } = yield* attempt(() => import("@testcontainers/postgresql"))
    const container = yield* Effect.acquireRelease(
      attempt(() => new PostgreSqlContainer(image).start()),
      (container) => Effect.ignore(attempt(() => container.stop()))
    )
    return container.getConnectionUri()
  })

const attempt = <A>(step: () => Promise<A>): Effect.Effect<A, string> =>
  Effect.tryPromise({ try: step, catch: (cause) => (Predicate.isError(cause) ? cause.message : String(cause)) })
