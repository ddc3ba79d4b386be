/**
 * What is written to people about their accounts.
 */
import { Redacted } from "effect"
import type { CodePurpose } from "./AccountCode.ts"
import type { Secret } from "./SecretToken.ts"

/** How the app calls itself, and where people reach it. */
export interface Letterhead {
  readonly appName: string
  readonly publicUrl: string | undefined
}

export interface Letter {
  readonly subject: string
  readonly text: string
}

/** A link with a code, or the bare code. */
export const codeLetter = (head: Letterhead, purpose: CodePurpose, code: Secret): Letter => {
  const { ask, ends, page, subject } = words[purpose]
  return {
    subject: `${head.appName}: ${subject}`,
    text: `${ask} ${whereTo(head, page, code)}\n\nThis works once, ${ends}. If you did not ask for it, do nothing.\n`
  }
}

/** For whoever wants to join with an address that somebody else may have joined with: what it opens is theirs alone. */
export const claimLetter = (head: Letterhead, code: Secret): Letter => ({
  subject: `${head.appName}: is this account yours?`,
  text: [
    `Somebody, probably you, tried to join ${head.appName} with this address. It has an account already, which nobody has proven to be theirs.`,
    `If it was you, choose its password ${whereTo(head, words.reset.page, code)}`,
    `This works once, ${words.reset.ends}, and signs everybody else out. If it was not you, do nothing.\n`
  ].join("\n\n")
})

/** For whoever has the address already: somebody tried to join with it. */
export const knownLetter = ({ appName, publicUrl }: Letterhead): Letter => ({
  subject: `${appName}: you have an account already`,
  text: [
    `Somebody, probably you, tried to join ${appName} with this address, which has an account already.`,
    `Sign in with your password, or ask for a new one${publicUrl === undefined ? "" : `: ${linkTo(publicUrl, "forgot-password")}`}`,
    "If it was not you, do nothing: nothing was changed.\n"
  ].join("\n\n")
})

/** For whoever has the address: whoever has its password now may be somebody else. */
export const changedLetter = ({ appName, publicUrl }: Letterhead): Letter => ({
  subject: `${appName}: your password was changed`,
  text: [
    `The password of your account at ${appName} was changed. All other devices and programs are signed out.`,
    `If it was not you, choose a new one by mail${publicUrl === undefined ? "" : `: ${linkTo(publicUrl, "forgot-password")}`}\n`
  ].join("\n\n")
})

const words = {
  verification: {
    subject: "is this your address?",
    ask: "Say that this address is yours",
    page: "verify-email",
    ends: "within a day"
  },
  reset: {
    subject: "choose a new password",
    ask: "Choose a new password",
    page: "reset-password",
    ends: "within an hour"
  }
} as const

/** A code stands behind a `#`: browsers do not send that to servers, so it is in nobody's log. */
const whereTo = ({ publicUrl }: Letterhead, page: string, code: Secret): string =>
  publicUrl === undefined
    ? `with this code:\n\n${Redacted.value(code)}`
    : `here:\n\n${linkTo(publicUrl, page)}#${Redacted.value(code)}`

const linkTo = (publicUrl: string, page: string): string => `${publicUrl.replace(/\/+$/, "")}/${page}`
