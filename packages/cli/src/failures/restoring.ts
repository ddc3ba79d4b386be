/**
 * Why a backup is not restored, and what to do about it.
 */
import type { BackupFlaw, BackupRefused, RestoreDiffers, StoresNotEmpty } from "@loopi/core"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"

export const notRestored = (error: BackupRefused | StoresNotEmpty | RestoreDiffers, file: string): CommandFailed => {
  switch (error._tag) {
    case "BackupRefused": {
      const [code, reason, whatToDo] = flaws[error.flaw]
      const where = error.line === null ? "" : ` (line ${error.line})`
      return CommandFailed.make({ code, exit: exitCodes.usage, reason: `${file} ${reason}${where}`, whatToDo })
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

const flaws: Record<BackupFlaw, readonly [code: string, reason: string, whatToDo: string]> = {
  not_a_backup: ["not_a_backup", "is not a backup of Loopi", "Give a file that `loopi backup` has written"],
  newer_format: ["backup_newer", "was made by a later version of Loopi", "Update this one, and restore it then"],
  truncated: ["backup_truncated", "ends too early", another],
  damaged: ["backup_damaged", "is damaged", another]
}
