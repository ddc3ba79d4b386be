/**
 * How the failure of a run is told: as the error that ended it would be, with what to do about the run.
 */
import { AuthorFailed, authorReasonOf, BudgetExceeded, BudgetLimit, type Run, type RunFailure } from "@loopi/core"
import { type ProblemCode, problemCodes } from "@loopi/http"
import { DateTime, Schema } from "effect"
import { shortOf } from "../arguments/shortId.ts"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"
import { exitFor, refused } from "./refusals.ts"

export const failureOfRun = (run: Run, failure: RunFailure): CommandFailed => {
  const { code, exit, reason, whatToDo } = asRefusal(failure)
  return CommandFailed.make({ code, exit, reason, whatToDo: whatToDoAbout(run, failure, whatToDo) })
}

const asRefusal = ({ code, detail, retryAt, retryable }: RunFailure): CommandFailed => {
  const cause = authorReasonOf(code)
  if (cause !== undefined) return refused(AuthorFailed.make({ reason: cause, retryable }))
  if (code === "budget_exceeded" && isLimit(detail)) {
    return refused(BudgetExceeded.make({ limit: detail, cap: 0, resetsAt: retryAt }))
  }
  if (isProblem(code)) {
    const { detail, status } = problemCodes[code]
    return CommandFailed.make({ code, exit: exitFor(status), reason: detail.replace(/\.$/, ""), whatToDo: "" })
  }
  return CommandFailed.make({ code, exit: exitCodes.other, reason: code.replaceAll("_", " "), whatToDo: "" })
}

const isLimit = Schema.is(BudgetLimit)
const isProblem = (code: string): code is ProblemCode => Object.hasOwn(problemCodes, code)

/** A run is gone on with, not begun again: what is done in it is not paid for twice. */
const whatToDoAbout = ({ id }: Run, { retryable, retryAt }: RunFailure, advice: string): string => {
  const goOn = `\`loopi runs retry ${shortOf(id)}\``
  if (retryAt !== null)
    return `Go on after ${DateTime.formatLocal(retryAt, { dateStyle: "medium", timeStyle: "short" })} with ${goOn}`
  return retryable || advice === "" || /again/.test(advice)
    ? `Go on with ${goOn}`
    : `${advice}, then go on with ${goOn}`
}
