/**
 * What keeps callers from what is theirs, and others from what is not.
 */
import type { ProblemKind } from "./ProblemKind.ts"

export const accountProblemKinds = {
  unauthenticated: {
    status: 401,
    title: "Not signed in",
    detail: "The request carries nothing to know you by, or something that is not known here, or no more.",
    whatToDo: "Sign in, or send the header `Authorization: Bearer <token>`."
  },
  credentials_refused: {
    status: 401,
    title: "Wrong address or password",
    detail: "No account here has this address and this password.",
    whatToDo: "Check both, or choose a new password: POST /api/auth/forgot-password."
  },
  email_not_verified: {
    status: 403,
    title: "Address not proven",
    detail: "The address of this account has yet to be proven.",
    whatToDo: "Follow the link in the mail, or have it sent again: POST /api/auth/resend-verification."
  },
  sign_up_closed: {
    status: 403,
    title: "Nobody can join",
    detail: "This server takes nobody new.",
    whatToDo: "Ask whoever runs it for an account."
  },
  scope_missing: {
    status: 403,
    title: "Not allowed with this token",
    detail: "The token was made for other things.",
    whatToDo: "Make one with this scope, or sign in: a session may do everything."
  },
  session_required: {
    status: 403,
    title: "Only when signed in",
    detail: "Tokens cannot do this, whatever they are for.",
    whatToDo: "Sign in with address and password."
  },
  csrf_refused: {
    status: 403,
    title: "From another site",
    detail: "A request with cookies that changes something must come from a page of this server.",
    whatToDo: "Send it from there, or with a token in the header `Authorization`."
  },
  password_too_common: {
    status: 422,
    title: "Password too common",
    detail: "It is among the passwords that are guessed first.",
    whatToDo: "Choose another one: a few words that belong together only for you are good."
  },
  code_refused: {
    status: 422,
    title: "Code refused",
    detail: "The code is not known, was used already or is too old.",
    whatToDo: "Have a new one sent."
  },
  account_not_found: {
    status: 404,
    title: "No such account",
    detail: "No account here has this address.",
    whatToDo: "See which there are: `loopi account list`."
  },
  email_taken: {
    status: 409,
    title: "Address taken",
    detail: "An account here has this address already.",
    whatToDo: "Have its password chosen anew: `loopi account reset`."
  },
  erasure_not_found: {
    status: 404,
    title: "No such erasure",
    detail: "No erasure here has this code.",
    whatToDo: "Send the code as it was handed out when the erasure began."
  },
  api_token_not_found: {
    status: 404,
    title: "No such token",
    detail: "You have no such token.",
    whatToDo: "See which you have: GET /api/tokens."
  },
  session_not_found: {
    status: 404,
    title: "No such session",
    detail: "You have no such session, or it is over.",
    whatToDo: "See which you have: GET /api/auth/sessions."
  },
  api_token_limit_reached: {
    status: 409,
    title: "Too many tokens",
    detail: "You have as many tokens as you may have.",
    whatToDo: "Remove one that is not used any more."
  },
  too_many_attempts: {
    status: 429,
    title: "Too many attempts",
    detail: "This was tried too often.",
    whatToDo:
      "Wait as long as `Retry-After` says. If it is your own password you tried, a new one by mail lets you in at once."
  },
  hasher_busy: {
    status: 503,
    title: "Too many at once",
    detail: "More people are signing in than can be checked just now.",
    whatToDo: "Try again after as long as `Retry-After` says."
  }
} as const satisfies Record<string, ProblemKind>
