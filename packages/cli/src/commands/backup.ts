/**
 * `loopi backup`: everything that is kept, in one file.
 */
import { Backup, BackupTrailer } from "@loopi/core"
import { Effect, Schema, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import { writeBackup } from "../backupFile/writeBackup.ts"
import { notBackedUp } from "../failures/restoring.ts"
import { show } from "../output/output.ts"
import * as Counting from "../render/Counting.ts"
import { dim } from "../render/text.ts"
import { json } from "../root.ts"
import { withDatabases } from "../session.ts"
import { version } from "../version.ts"

const Written = Schema.Struct({ file: Schema.String, bytes: Schema.Int, ...BackupTrailer.fields })

export const backup = Command.make(
  "backup",
  { file: Argument.String("file").pipe(Argument.withDescription("The file to write; it must not be there yet")), json },
  ({ file, json }) =>
    withDatabases(
      Effect.gen(function* () {
        const counting = Counting.make("backing up")
        let lines = 0
        let last = ""
        const counted = Stream.tap((yield* Backup).lines(version), (line) => {
          last = line
          return counting.show(`${++lines} rows`)
        })
        const bytes = yield* writeBackup(file, counted).pipe(
          Effect.ensuring(counting.clear),
          Effect.catchTag("HistoryIncomplete", (missing) => notBackedUp(missing))
        )
        const { content, rows } = yield* trailerIn(last)
        yield* show(Written, { file, bytes, rows, content }, json, () => [
          `${lines - 2} rows in ${file} (${(bytes / 2 ** 20).toFixed(1)} MiB), content ${content.slice(0, 12)}`,
          dim("Vectors are left out: they are computed again after a restore. Provider keys are left out too:"),
          dim("they are added again with `loopi keys add`. Bring the rest back with `loopi restore`.")
        ])
      })
    )
).pipe(
  Command.withDescription("Write everything that is kept to a file"),
  Command.withExamples([
    { command: "loopi backup loopi.backup", description: "While Loopi goes on, of whatever it stands on" },
    { command: "loopi backup /mnt/safe/$(date +%F).backup --json", description: "From a script, every day another" }
  ])
)

/** What the backup adds up to, from the line that ends it. */
const trailerIn = (line: string) =>
  Effect.orDie(Schema.decodeEffect(Schema.fromJsonString(Schema.toCodecJson(BackupTrailer)))(line))
