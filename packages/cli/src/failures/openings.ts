/**
 * What keeps Loopi from opening its databases, and what to do about it.
 */
import type { EmbedderFailed, Embedders, OpenError } from "loopi"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"
import { embedderMisfits, misfits } from "./misfits.ts"
import { refused } from "./refusals.ts"
import { reachIt, type Setting } from "./unreachable.ts"

export const notOpened = (
  error: OpenError | Embedders.EmbeddingSettingsRefused,
  setting: Setting = "DATABASE_URL"
): CommandFailed => {
  switch (error._tag) {
    case "DirectoryLocked":
      return CommandFailed.make({
        code: "data_in_use",
        exit: exitCodes.conflict,
        reason: `the data in ${error.directory} is in use by process ${error.pid} on ${error.host}`,
        whatToDo: "Stop that process, or name another directory with --data"
      })
    case "StudyJournalInUse":
      return CommandFailed.make({
        code: "data_in_use",
        exit: exitCodes.conflict,
        reason: `the study journal in ${error.directory} is in use by process ${error.pid} on ${error.host}`,
        whatToDo: "Stop that process: with LOOPI_STUDY=lancedb one program at a time keeps the ratings"
      })
    case "StudyJournalDamaged":
      return CommandFailed.make({
        code: "study_damaged",
        exit: exitCodes.dependency,
        reason: `ratings that were kept cannot be read: ${error.path} is ${error.reason} from byte ${error.offset} on`,
        whatToDo: "Bring that path back as it was, or restore a backup with `loopi restore`; nothing was skipped"
      })
    case "DirectoryUnusable":
    case "LanceDbUnusable":
      if (error.reason === "damaged") return damagedTables(error.directory)
      return CommandFailed.make({
        code: "data_unusable",
        exit: exitCodes.dependency,
        reason: `the directory ${error.directory} cannot be used: ${flaws[error.reason]}`,
        whatToDo: "Put it right, or name another one with --data"
      })
    case "CompositionRefused":
      return CommandFailed.make({
        code: "configuration",
        exit: exitCodes.usage,
        ...misfits[error.reason](error.setting)
      })
    case "EmbeddingSettingsRefused":
      return CommandFailed.make({
        code: "configuration",
        exit: exitCodes.usage,
        ...embedderMisfits[error.reason](error.setting)
      })
    case "FlowsAddressRefused":
      return CommandFailed.make({
        code: "configuration",
        exit: exitCodes.usage,
        reason: `LOOPI_FLOWS_ADDRESS: ${error.message.replace(/\.$/, "")}`,
        whatToDo: "Change it, or unset it: machines then look for runs in the database"
      })
    case "MasterKeysRefused":
      return refused(error)
    case "EmbedderFailed":
      return CommandFailed.make({
        code: "embedder_unavailable",
        exit: exitCodes.dependency,
        reason: "the embedder did not answer as it should",
        whatToDo: startWithout(error)
      })
    case "PostgresUnreachable":
      return CommandFailed.make({
        code: "postgres_unreachable",
        exit: exitCodes.dependency,
        reason: error.message.replace(/\.$/, ""),
        whatToDo: reachIt(error.reason, setting)
      })
    case "PostgresUnusable":
      return CommandFailed.make({
        code: "postgres_unusable",
        exit: exitCodes.dependency,
        reason: error.detail,
        whatToDo: error.whatToDo
      })
    default:
      return CommandFailed.make({
        code: "database_failed",
        exit: exitCodes.dependency,
        reason: "the database could not be opened",
        whatToDo: "Check the disk, or name another directory with --data"
      })
  }
}

/** Vectors are made again by themselves. Beside them is the archive of reviews, which nobody can make again. */
const damagedTables = (directory: string): CommandFailed =>
  CommandFailed.make({
    code: "data_unusable",
    exit: exitCodes.dependency,
    reason: `the tables in ${directory} cannot be read`,
    whatToDo: "Keep the directory: it holds reviews. Check the disk, or `loopi restore` a backup into another --data"
  })

/** Who is down for a while need not be asked at the start: only how long its vectors are is not known. */
const startWithout = ({ retryable }: EmbedderFailed): string =>
  retryable
    ? "Start the provider, or set LOOPI_EMBEDDING_DIMENSION to the length of its vectors: Loopi then starts without it"
    : "Check LOOPI_EMBEDDING_URL, LOOPI_EMBEDDING_MODEL and the provider's key"

type Unusable = Extract<OpenError, { readonly _tag: "DirectoryUnusable" | "LanceDbUnusable" }>

const flaws: Record<Unusable["reason"], string> = {
  not_a_directory: "it is not a directory",
  not_writable: "it may not be written to",
  not_a_database: "it holds something else",
  disk_unavailable: "the disk did not answer",
  damaged: "what it holds is damaged"
}
