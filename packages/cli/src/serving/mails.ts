/**
 * Whether mails reach people where they have to: whoever may only sign in by a code from a mail needs one that leaves.
 */
import type { ServerSettings } from "@loopi/http"
import { Effect } from "effect"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { planned } from "../session.ts"
import { oneOf } from "../settings/oneOf.ts"

export const mailsChecked = Effect.fnUntraced(function* (data: string, { exposed }: Pick<ServerSettings, "exposed">) {
  const { accounts = {} } = yield* planned(data)
  const isMeant = (yield* oneOf("LOOPI_MAILER", ["log"], "")) === "log"
  if (accounts.smtp !== undefined) return isMeant ? yield* twoPlaces : undefined
  if (accounts.verification !== "required") return
  if (exposed && !isMeant) return yield* nobodyGetsIn
  yield* Effect.logWarning(
    "Whoever joins has to prove their address, and no mail leaves: the codes are in this log, for you to pass on."
  )
})

const nobodyGetsIn = CommandFailed.make({
  code: "configuration",
  exit: exitCodes.usage,
  reason: "LOOPI_EMAIL_VERIFICATION is required, and without LOOPI_SMTP_URL the codes are only in the log",
  whatToDo: "Set LOOPI_SMTP_URL to the mail server, or LOOPI_MAILER to log if you mean to pass the codes on yourself"
})

const twoPlaces = CommandFailed.make({
  code: "configuration",
  exit: exitCodes.usage,
  reason: "LOOPI_MAILER is log, and LOOPI_SMTP_URL names a mail server",
  whatToDo: "Unset one of the two"
})
