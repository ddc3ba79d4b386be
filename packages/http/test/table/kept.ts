/**
 * All that is kept of some learners, to see whether a request changed any of it.
 */
import { ApiTokens, Backup, Runs, Sessions } from "@loopi/core"
import { Effect, Stream } from "effect"
import type { Belongings } from "./belongings.ts"

export const keptOf = Effect.fnUntraced(function* (people: ReadonlyArray<Belongings>) {
  const [backup, runs, sessions, tokens] = [yield* Backup, yield* Runs, yield* Sessions, yield* ApiTokens]
  const rest = yield* Effect.forEach(people, ({ userId }) =>
    Effect.all([
      runs.list(userId, {}),
      sessions.list(userId),
      // Their last use is not what a request is about.
      Effect.map(tokens.list(userId), (all) => all.map(({ id, scopes }) => ({ id, scopes })))
    ])
  )
  const lines = yield* Stream.runCollect(backup.lines("test"))
  const theirs = [...lines].filter((line) => people.some(({ userId }) => line.includes(userId)))
  return [...theirs, JSON.stringify(rest)].join("\n")
})
