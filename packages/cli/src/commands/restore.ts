/**
 * `loopi restore`: a backup, back into databases that are empty.
 */
import { Backup, BackupSummary } from "@loopi/core"
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { readBackup } from "../backupFile/readBackup.ts"
import { notRestored } from "../failures/restoring.ts"
import { show } from "../output/output.ts"
import * as Counting from "../render/Counting.ts"
import { count, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { withDatabases } from "../session.ts"

export const restore = Command.make(
  "restore",
  { file: Argument.String("file").pipe(Argument.withDescription("A file that `loopi backup` has written")), json },
  ({ file, json }) =>
    Effect.gen(function* () {
      const summary = yield* restored(file)
      yield* show(BackupSummary, summary, json, () => rendered(summary))
    }).pipe(
      Effect.catchTags({
        BackupRefused: (error) => notRestored(error, file),
        StoresNotEmpty: (error) => notRestored(error, file),
        RestoreDiffers: (error) => notRestored(error, file)
      })
    )
).pipe(
  Command.withDescription("Restore a backup into an empty Loopi"),
  Command.withExamples([
    { command: "loopi restore loopi.backup --data restored", description: "Into a directory that is not there yet" },
    { command: "loopi restore loopi.backup", description: "Again, where one was cut short: it is completed" }
  ])
)

/** The file is looked at before a database is opened, which would make one. */
const restored = Effect.fnUntraced(function* (file: string) {
  const counting = Counting.make("restoring")
  const { lines } = yield* readBackup(file)
  const into = Effect.gen(function* () {
    const backup = yield* Backup
    yield* counting.show("verifying")
    return yield* backup.restore(lines, (rows) => counting.show(`${rows} rows`))
  })
  return yield* withDatabases(into).pipe(Effect.ensuring(counting.clear))
})

const rendered = ({ content, madeWith, rows }: BackupSummary): ReadonlyArray<string> => [
  `Restored ${count(rows.users, "learner")}, ${count(rows.goals, "goal")}, ${count(rows.flashcards, "card")} and ${count(rows.reviews, "review")}`,
  dim(`Read back and found equal: content ${content.slice(0, 12)}, made with loopi ${madeWith}`),
  dim("Vectors are computed next, as soon as Loopi runs (`loopi reindex` does it now)."),
  dim("Provider keys are in no backup: add yours with `loopi keys add`.")
]
