/**
 * Why a backup is not made or not restored, and what to do about it.
 */
import type { BackupFlaw, BackupRefused, HistoryIncomplete, RestoreDiffers, StoresNotEmpty } from "@loopi/core"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"

export const notBackedUp = ({ detail }: HistoryIncomplete): CommandFailed =>
  CommandFailed.make({
    code: "history_incomplete",
    exit: exitCodes.dependency,
    reason: `reviews are missing, and a backup would be without them: ${detail}`.replace(/\.$/, ""),
    whatToDo: "Put the directory of the review archive back as it was; `loopi doctor` tells when it is whole"
  })

export const notRestored = (error: BackupRefused | StoresNotEmpty | RestoreDiffers, file: string): CommandFailed => {
  switch (error._tag) {
    case "BackupRefused": {
      const { flaw, ...told } = flaws[error.flaw]
      const where = error.line === null ? "" : ` (line ${error.line})`
      return CommandFailed.make({ ...told, reason: `${file} ${flaw}${where}` })
    }
    case "StoresNotEmpty":
      return CommandFailed.make({
        code: "not_empty",
        exit: exitCodes.conflict,
        reason: "there is something here already that is not in the backup",
        whatToDo: "Name a new directory with --data, or another database with DATABASE_URL"
      })
    case "RestoreDiffers":
      return CommandFailed.make({
        code: "restore_differs",
        exit: exitCodes.other,
        reason: "what was restored is not what the backup holds",
        whatToDo: "Restore into a new directory or database while nothing else runs on it"
      })
  }
}

const another = "Restore another backup; nothing was written"

const flaws: Record<BackupFlaw, Pick<CommandFailed, "code" | "exit" | "whatToDo"> & { readonly flaw: string }> = {
  not_a_backup: {
    code: "not_a_backup",
    exit: exitCodes.usage,
    flaw: "is not a backup of Loopi",
    whatToDo: "Give a file that `loopi backup` has written"
  },
  newer_format: {
    code: "backup_newer",
    exit: exitCodes.usage,
    flaw: "was made by a later version of Loopi",
    whatToDo: "Update this one, and restore it then"
  },
  truncated: { code: "backup_truncated", exit: exitCodes.usage, flaw: "ends too early", whatToDo: another },
  damaged: { code: "backup_damaged", exit: exitCodes.usage, flaw: "is damaged", whatToDo: another }
}
