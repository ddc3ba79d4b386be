/**
 * What keeps Loopi from opening its databases, and what to do about it.
 */
import type { OpenError } from "loopi"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"

export const notOpened = (error: OpenError): CommandFailed => {
  switch (error._tag) {
    case "DirectoryLocked":
      return CommandFailed.make({
        code: "data_in_use",
        exit: exitCodes.conflict,
        reason: `the data in ${error.directory} is in use by process ${error.pid} on ${error.host}`,
        whatToDo: "Stop that process, or name another directory with --data"
      })
    case "DirectoryUnusable":
    case "VectorStoreUnusable":
      if (error.reason === "damaged") return damagedVectors(error.directory)
      return CommandFailed.make({
        code: "data_unusable",
        exit: exitCodes.dependency,
        reason: `the directory ${error.directory} cannot be used: ${flaws[error.reason]}`,
        whatToDo: "Put it right, or name another one with --data"
      })
    case "PostgresUnreachable":
      return CommandFailed.make({
        code: "postgres_unreachable",
        exit: exitCodes.dependency,
        reason: error.message.replace(/\.$/, ""),
        whatToDo: "Start the server, correct DATABASE_URL, or unset it to use the embedded one"
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

/** Vectors can be computed again from what Postgres keeps. */
const damagedVectors = (directory: string): CommandFailed =>
  CommandFailed.make({
    code: "data_unusable",
    exit: exitCodes.dependency,
    reason: `the vectors in ${directory} are damaged`,
    whatToDo: "Remove that directory: `loopi serve` and `loopi generate` fill it again, and nothing else is in it"
  })

type Unusable = Extract<OpenError, { readonly _tag: "DirectoryUnusable" | "VectorStoreUnusable" }>

const flaws: Record<Unusable["reason"], string> = {
  NotADirectory: "it is not a directory",
  not_a_directory: "it is not a directory",
  ReadOnly: "it may not be written to",
  not_writable: "it may not be written to",
  NotADatabase: "it holds something else",
  Unavailable: "the disk did not answer",
  damaged: "what it holds is damaged"
}
