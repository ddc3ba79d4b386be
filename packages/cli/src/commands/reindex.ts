/**
 * `loopi reindex`: make every vector anew.
 */
import { Reindex, ReindexReport, type ReindexStalled, type SpaceUnknown } from "@loopi/core"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import * as ProgressBar from "../render/ProgressBar.ts"
import { count, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { withLoopi } from "../session.ts"

export const reindex = Command.make(
  "reindex",
  {
    space: Flag.String("space").pipe(
      Flag.withDescription("The space to fill; without it, that of the present embedder"),
      Flag.optional
    ),
    json
  },
  ({ json, space }) =>
    withLoopi(
      Effect.gen(function* () {
        const bar = ProgressBar.make("making vectors")
        const named = Option.match(space, { onNone: () => ({}), onSome: (space) => ({ space }) })
        const report = yield* (yield* Reindex)
          .run(named, ({ done, total }) => bar.show(done, total, `${done} of ${total}`))
          .pipe(Effect.catchTags({ SpaceUnknown: unknown, ReindexStalled: stalled }), Effect.ensuring(bar.clear))
        yield* show(ReindexReport, report, json, rendered)
      })
    )
).pipe(
  Command.withDescription("Make the vectors of all goals and cards anew, while everything goes on"),
  Command.withExamples([
    { command: "loopi reindex", description: "After vectors were lost, or the embedder was changed" },
    { command: "loopi reindex --space lexical-1", description: "Into a space by its name" }
  ])
)

const rendered = ({ done, dropped, resumed, space }: ReindexReport): ReadonlyArray<string> => [
  `${count(done, "vector")} made in ${space}${resumed ? ", going on where the last time ended" : ""}`,
  ...(dropped.length === 0 ? [] : [dim(`No longer searched, and dropped: ${dropped.join(", ")}`)])
]

const unknown = ({ known, space }: SpaceUnknown) =>
  CommandFailed.make({
    code: "space_unknown",
    exit: exitCodes.usage,
    reason: `there is no embedder for the space ${space}`,
    whatToDo: `Name one of ${known.join(", ")}, or set up its embedder`
  })

const stalled = ({ failure, waiting }: ReindexStalled) =>
  CommandFailed.make({
    code: "reindex_stalled",
    exit: exitCodes.dependency,
    reason: `${count(waiting, "vector")} cannot be made (${failure})`,
    whatToDo: "See to the embedder and the disk of the vectors, and run the command again: it goes on from here"
  })
