/**
 * What is wrong with a file that was named on the command line.
 */
import type { PlatformError } from "effect/PlatformError"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"

export const unreadable = (name: string, error: PlatformError): CommandFailed =>
  error.reason._tag === "NotFound"
    ? CommandFailed.make({
        code: "file_not_found",
        exit: exitCodes.notFound,
        reason: `there is no file ${name}`,
        whatToDo: "Check the path"
      })
    : CommandFailed.make({
        code: "file_unreadable",
        exit: exitCodes.dependency,
        reason: `${name} cannot be read`,
        whatToDo: "Check its permissions"
      })

/** `wanted` is what to give instead. */
export const notAFile = (name: string, wanted: string): CommandFailed =>
  CommandFailed.make({
    code: "not_a_file",
    exit: exitCodes.usage,
    reason: `${name} is not a file`,
    whatToDo: `Give ${wanted}`
  })
