/**
 * The program itself, and the one flag that all commands share.
 */
import { Config } from "effect"
import { Command, Flag } from "effect/cli"

export const root = Command.make("loopi").pipe(
  Command.withSharedFlags({
    data: Flag.String("data").pipe(
      Flag.withMetavar("DIR"),
      Flag.withDescription("Where Loopi keeps its data (or set LOOPI_DATA)"),
      Flag.withFallbackConfig(Config.String("LOOPI_DATA")),
      Flag.withDefault("data")
    )
  }),
  Command.withDescription(
    "Learn for good: goals, skill trees, flashcards, and reviews at the right time\n\n" +
      "  `loopi serve --help` lists the settings of the environment."
  )
)

/** For commands that read: JSON instead of words. */
export const json = Flag.Boolean("json").pipe(Flag.withDescription("Print JSON, for programs"), Flag.withDefault(false))
