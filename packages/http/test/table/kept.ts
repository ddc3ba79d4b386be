/**
 * All that is kept of some learners, to see whether a request changed any of it.
 */
import { ApiTokens, Backup, Runs, Sessions } from "@loopi/core"
import { Effect, type Layer, Stream } from "effect"
import type { Open } from "../accounts/people.ts"
import type { Belongings } from "./belongings.ts"

export interface Kept<R> {
  /** What is kept of them, but for when a token was used last: that is not what a request is about. */
  readonly of: (people: ReadonlyArray<Belongings>) => Effect.Effect<string, never, R>
  /** What is kept at all, while nobody but them asks anything. */
  readonly all: (people: ReadonlyArray<Belongings>) => Effect.Effect<string, never, R>
}

const keptOf = Effect.fnUntraced(function* (people: ReadonlyArray<Belongings>) {
  const [backup, runs, sessions, tokens] = [yield* Backup, yield* Runs, yield* Sessions, yield* ApiTokens]
  const rest = yield* Effect.forEach(people, ({ userId }) =>
    Effect.all([
      runs.list(userId, {}),
      sessions.list(userId),
      Effect.map(tokens.list(userId), (all) => all.map(({ id, scopes }) => ({ id, scopes })))
    ])
  )
  const lines = yield* Stream.runCollect(backup.lines("test"))
  const theirs = [...lines].filter((line) => people.some(({ userId }) => line.includes(userId)))
  return [...theirs, JSON.stringify(rest)].join("\n")
}, Effect.orDie)

/** By the use cases that read. */
export const inMemory: Kept<Layer.Success<typeof Open>> = { of: keptOf, all: keptOf }
