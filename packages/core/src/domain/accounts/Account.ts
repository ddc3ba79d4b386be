/**
 * An account is how a learner proves from anywhere who they are. A learner without one is known by other means: on their
 * own machine, or to the app that embeds us.
 */
import { Schema } from "effect"
import { StudyCalendar } from "../study/StudyDay.ts"
import { User, UserId } from "../users/User.ts"
import { EmailAddress } from "./EmailAddress.ts"

/** An address that nobody proved or used for so long is free again: whoever it is of may want to join. */
export const unprovenKept = { days: 7 } as const

/** As people and JSON Schema count, and not as memory does: an emoji is one. */
const characters = (minimum: number, maximum: number) =>
  Schema.makeFilter<string>((text) => isBetween([...text].length, minimum, maximum), {
    expected: `${minimum} to ${maximum} characters`,
    toJsonSchema: () => ({ minLength: minimum, maxLength: maximum }),
    arbitraryConstraint: { minLength: minimum, maxLength: maximum }
  })

const isBetween = (count: number, minimum: number, maximum: number): boolean => count >= minimum && count <= maximum

/** As it is typed: 10 to 200 characters, none of them special. NIST SP 800-63B: length counts, composition does not. */
export const Password = Schema.RedactedFromValue(Schema.String.check(characters(10, 200)))
export type Password = typeof Password.Type

/** A password somebody tries: whatever its length, it is right or not. */
export const TypedPassword = Schema.RedactedFromValue(Schema.String.check(Schema.isMaxLength(1_000)))

/** Whoever joins with an address of their own. */
export const NewAccount = Schema.Struct({
  email: EmailAddress,
  password: Password,
  name: User.fields.name,
  ...StudyCalendar.fields
})
export type NewAccount = typeof NewAccount.Type

/** Whoever says they have one. */
export const Credentials = Schema.Struct({ email: EmailAddress, password: TypedPassword })
export type Credentials = typeof Credentials.Type

/** What is kept of a password: a PHC string, which names its algorithm, parameters and salt. */
export const PasswordHash = Schema.String.pipe(Schema.brand("PasswordHash"))
export type PasswordHash = typeof PasswordHash.Type

export class Account extends Schema.Class<Account>("Account")({
  userId: UserId,
  email: EmailAddress,
  passwordHash: PasswordHash,
  /** When somebody proved to read what is sent there. */
  verifiedAt: Schema.NullOr(Schema.DateTimeUtc),
  createdAt: Schema.DateTimeUtc,
  updatedAt: Schema.DateTimeUtc
}) {}

/** No account, or not its password: which of the two is nobody's business. */
export class CredentialsRefused extends Schema.TaggedError<CredentialsRefused>()("CredentialsRefused", {}) {}

/** The password was right, but this server wants the address proven first. */
export class EmailNotVerified extends Schema.TaggedError<EmailNotVerified>()("EmailNotVerified", {}) {}

/** Among the first that anybody guesses. */
export class PasswordTooCommon extends Schema.TaggedError<PasswordTooCommon>()("PasswordTooCommon", {}) {}

/** No account has this address: told to nobody but whoever runs the server. */
export class AccountNotFound extends Schema.TaggedError<AccountNotFound>()("AccountNotFound", {
  email: EmailAddress
}) {}

/** An account has this address already: told to nobody but whoever runs the server. */
export class EmailTaken extends Schema.TaggedError<EmailTaken>()("EmailTaken", { email: EmailAddress }) {}

/** Nobody may join here by themselves. */
export class SignUpClosed extends Schema.TaggedError<SignUpClosed>()("SignUpClosed", {}) {}

/** Too many tries for this account or from this address. */
export class TooManyAttempts extends Schema.TaggedError<TooManyAttempts>()("TooManyAttempts", {
  resetsAt: Schema.DateTimeUtc
}) {}

/** More passwords wait to be checked than are checked in a few seconds. */
export class HasherBusy extends Schema.TaggedError<HasherBusy>()("HasherBusy", {}) {}
