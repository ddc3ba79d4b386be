/**
 * How accounts are handled on this server: who may join, whether addresses are proven first, and how often things may be
 * tried.
 */
import { Context } from "effect"

/** How many within how many seconds. */
export interface Allowance {
  readonly limit: number
  readonly seconds: number
}

export interface Allowances {
  /** Sign-ins to one account: of those that fail. */
  readonly signInsPerAccount: Allowance
  readonly signInsPerClient: Allowance
  readonly signUpsPerEmail: Allowance
  readonly signUpsPerClient: Allowance
  /** Mails asked for by hand: to prove an address once more, or to choose a new password. */
  readonly mailsPerEmail: Allowance
  readonly mailsPerClient: Allowance
  readonly codesPerClient: Allowance
}

export interface AccountSettings {
  readonly signUp: "open" | "closed"
  /** Whether an address is proven before it signs in; unset, where mails are delivered. */
  readonly verification: "required" | "optional" | undefined
  /** Where people reach the app: links in mails go there. Without it, mails name the bare code. */
  readonly publicUrl: string | undefined
  readonly appName: string
  /** As many as one learner may have at once. */
  readonly sessions: number
  readonly apiTokens: number
  readonly allowances: Allowances
}

const hour = 3_600

export const defaultAccountSettings: AccountSettings = {
  signUp: "closed",
  verification: undefined,
  publicUrl: undefined,
  appName: "Loopi",
  sessions: 50,
  apiTokens: 50,
  allowances: {
    // Windows are counted from their first try: in no hour can there be more than twice as many.
    signInsPerAccount: { limit: 10, seconds: hour },
    signInsPerClient: { limit: 100, seconds: hour },
    signUpsPerEmail: { limit: 5, seconds: hour },
    signUpsPerClient: { limit: 20, seconds: hour },
    mailsPerEmail: { limit: 3, seconds: 900 },
    mailsPerClient: { limit: 20, seconds: hour },
    codesPerClient: { limit: 20, seconds: hour }
  }
}

/** Host apps override it; nobody has to. */
export const AccountSettings = Context.Reference<AccountSettings>("@loopi/core/ports/accounts/AccountSettings", {
  defaultValue: () => defaultAccountSettings
})
