/**
 * What is told of learners, accounts and sessions.
 */
import { Account, Scope, Session, User } from "@loopi/core"
import { Schema, Struct } from "effect"

/** The profile of a learner, and what they sign in with; null where they are known by other means. */
export const Profile = Schema.Struct({
  user: User,
  account: Schema.NullOr(Schema.Struct(Struct.pick(Account.fields, ["email", "verifiedAt", "createdAt"])))
}).annotate({ identifier: "Profile" })

export const SessionView = Schema.Struct({
  ...Struct.omit(Session.fields, ["userId"]),
  current: Schema.Boolean
}).annotate({ identifier: "Session" })

export const sessionView = (session: Session, current: string | undefined): typeof SessionView.Type => ({
  ...session,
  current: session.id === current
})

/** Whom a request is from, and what it may ask for. */
export const WhoAmI = Schema.Struct({
  user: User,
  kind: Schema.Literals(["session", "token", "local", "host"]),
  scopes: Schema.Array(Scope)
}).annotate({ identifier: "WhoAmI" })

/** A session that has just begun, or goes on. The tokens are not told to those who get cookies. */
export const SignedInView = Schema.Struct({
  user: User,
  session: SessionView,
  accessToken: Schema.optionalKey(Schema.String),
  refreshToken: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "SignedIn" })
