/**
 * `loopi demo`: the whole loop on real notes, with a simulated learner.
 */
import { tmpdir } from "node:os"
import { Effect, FileSystem, Option, Path } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { runDemo } from "../demo/Demo.ts"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { readNote } from "../input/noteFile.ts"
import { numberFlag } from "../arguments/numberFlag.ts"
import { say } from "../output/output.ts"
import { dim } from "../render/text.ts"
import { root } from "../root.ts"
import { opened, planned } from "../session.ts"
import { describe } from "loopi"

export const demo = Command.make(
  "demo",
  {
    notes: Argument.String("notes").pipe(
      Argument.withDescription("Markdown to learn from; without it, a note that comes with Loopi"),
      Argument.optional
    ),
    days: numberFlag("days", "How many days the simulated learner studies", {
      least: 1,
      most: 365,
      otherwise: 30
    }).pipe(Flag.withDefault(30)),
    fresh: Flag.Boolean("fresh").pipe(
      Flag.withDescription("Start over, in a temporary directory that is removed at the end"),
      Flag.withDefault(false)
    )
  },
  Effect.fn(function* ({ days, fresh, notes }) {
    const note = yield* Option.match(notes, { onNone: () => exampleNote, onSome: readNote })
    const { data } = yield* root
    const directory = fresh ? yield* temporaryDirectory : data
    yield* say(dim(describe(yield* planned(directory))))
    yield* runDemo(note, days).pipe(Effect.provide(opened(directory)))
  }, Effect.scoped)
).pipe(
  Command.withDescription("Run the whole loop on real notes, with a simulated learner"),
  Command.withExamples([
    { command: "loopi demo", description: "A note on how memory works" },
    { command: "loopi demo path/to/notes.md --fresh", description: "Your own notes, leaving nothing behind" }
  ])
)

const temporaryDirectory = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  return yield* files
    .makeTempDirectoryScoped({ directory: tmpdir(), prefix: "loopi-demo-" })
    .pipe(Effect.mapError(() => noTemporaryDirectory))
})

const noTemporaryDirectory = CommandFailed.make({
  code: "data_unusable",
  exit: exitCodes.dependency,
  reason: `no directory can be made in ${tmpdir()}`,
  whatToDo: "Free some space there, or leave --fresh out and name a directory with --data"
})

/** The note that comes with the project. */
const exampleNote = Effect.gen(function* () {
  const path = yield* Path.Path
  const file = yield* Effect.orDie(
    path.fromFileUrl(new URL("../../../../examples/spaced-learning.md", import.meta.url))
  )
  return yield* readNote(file)
})
