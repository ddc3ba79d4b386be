/**
 * `loopi export --everything`: all that is kept of a learner, in one file to take along.
 */
import { ExportTrailer, Privacy } from "@loopi/core"
import { Effect, Schema, Stream } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { writeLines } from "../backupFile/writeBackup.ts"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { show } from "../output/output.ts"
import * as Counting from "../render/Counting.ts"
import { count, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { withDatabases } from "../session.ts"
import { account, wholeLearner } from "../arguments/wholeLearner.ts"

const Written = Schema.Struct({ file: Schema.String, bytes: Schema.Int, ...ExportTrailer.fields })

export const exportAll = Command.make(
  "export",
  {
    everything: Flag.Boolean("everything").pipe(
      Flag.withDescription("All that is kept: profile, notes, trees, cards, reviews, runs"),
      Flag.withDefault(false)
    ),
    account,
    file: Argument.String("file").pipe(Argument.withDescription("The file to write; it must not be there yet")),
    json
  },
  Effect.fn(function* ({ account, everything, file, json }) {
    if (!everything) return yield* whatToExport
    yield* withDatabases(
      Effect.gen(function* () {
        const counting = Counting.make("exporting")
        let [lines, last] = [0, ""]
        const counted = Stream.tap((yield* Privacy).exportAll(yield* wholeLearner(account)), (line) => {
          last = line
          return counting.show(`${++lines} rows`)
        })
        const bytes = yield* writeLines(file, counted).pipe(Effect.ensuring(counting.clear))
        const { rows } = yield* Effect.orDie(Schema.decodeEffect(Schema.fromJsonString(ExportTrailer))(last))
        yield* show(Written, { file, bytes, rows }, json, () => [
          `${count(lines - 2, "row")} in ${file} (${(bytes / 2 ** 20).toFixed(1)} MiB), a line of JSON each`,
          dim("The first line says what the others mean, the last one how many there are of each.")
        ])
      })
    )
  })
).pipe(
  Command.withDescription("Write everything that is kept of you to a file, for other programs"),
  Command.withExamples([
    { command: "loopi export --everything me.ndjson", description: "To look at, or to take along" },
    {
      command: "loopi export --everything --account mira@example.com mira.ndjson",
      description: "For who asked by mail"
    }
  ])
)

const whatToExport = CommandFailed.make({
  code: "usage",
  exit: exitCodes.usage,
  reason: "nothing was said of what to export",
  whatToDo: "Say `--everything`, which is all there is so far"
})
