/**
 * A path as it was typed. npm runs scripts from the project's root; the path was typed where INIT_CWD says.
 */
import { Config, Effect, Option, Path } from "effect"

export const typedPath = Effect.fnUntraced(function* (name: string) {
  const path = yield* Path.Path
  const typedIn = yield* Config.option(Config.String("INIT_CWD"))
  return path.resolve(
    Option.getOrElse(typedIn, () => "."),
    name
  )
})
