/**
 * What a name on the command line means: one thing, nothing there is, or several things, of which nobody chooses for the
 * learner.
 */
import { Effect } from "effect"
import type { CommandFailed } from "../failures/CommandFailed.ts"

export const onlyOne = <A>(
  meant: ReadonlyArray<A>,
  none: CommandFailed,
  several: (howMany: number) => CommandFailed
): Effect.Effect<A, CommandFailed> => {
  const [first] = meant
  if (first === undefined) return Effect.fail(none)
  return meant.length === 1 ? Effect.succeed(first) : Effect.fail(several(meant.length))
}
