/**
 * What keeps authors, and the models behind them, from their work.
 */
import { Struct } from "effect"
import type { ProblemKind } from "./ProblemKind.ts"

export const authorProblemKinds = {
  nothing_to_read: {
    status: 422,
    title: "Nothing to read",
    detail: "There is nothing the author could write from.",
    whatToDo: "Add a note to the goal, then try again."
  },
  note_too_deep: {
    status: 422,
    title: "Note nested too deep",
    detail: "A note is nested deeper than the author can follow.",
    whatToDo: "Flatten the lists and quotes of the note."
  },
  author_not_offered: {
    status: 422,
    title: "Not offered",
    detail: "The author does not do this.",
    whatToDo: "Set a key for a model, or change the card by hand."
  },
  author_context_exceeded: {
    status: 422,
    title: "Too much to read",
    detail: "What there is to read is more than the model takes.",
    whatToDo: "Give the goal shorter notes, or a skill of its own to each part."
  },
  author_refused: {
    status: 422,
    title: "The author refused",
    detail: "The author would not write about this.",
    whatToDo: "Word the goal or the notes another way."
  },
  author_rate_limited: {
    status: 429,
    title: "The author is busy",
    detail: "The author takes no more work for now.",
    whatToDo: "Wait as long as `Retry-After` says."
  },
  author_spend_limit_reached: {
    status: 402,
    title: "Spend limit reached",
    detail: "The account with the provider of the model has spent what it may.",
    whatToDo: "Raise the limit with the provider; trying again does not help before."
  },
  budget_exceeded: {
    status: 429,
    title: "Budget spent",
    detail: "The day's budget for models is spent, or too many runs are under way.",
    whatToDo: "Wait until the time that `Retry-After` says."
  },
  author_credentials_refused: {
    status: 502,
    title: "Key not accepted",
    detail: "The provider of the model does not accept the key.",
    whatToDo: "Add your key again, or tell whoever runs this server."
  },
  author_request_refused: {
    status: 502,
    title: "Request not accepted",
    detail: "The provider of the model does not take the request as it is.",
    whatToDo: "Tell whoever runs this server: the model may not exist."
  },
  author_truncated: {
    status: 502,
    title: "Answer too long",
    detail: "The model's answer ended in the middle: it was longer than it may be.",
    whatToDo: "Ask for fewer cards at once."
  },
  author_cut_off: {
    status: 502,
    title: "Answer cut off",
    detail: "The connection to the model broke while its answer came in.",
    whatToDo: "Try again."
  },
  author_malformed: {
    status: 502,
    title: "The author made no sense",
    detail: "What the author came back with could not be read.",
    whatToDo: "Try again."
  },
  author_overloaded: {
    status: 503,
    title: "The model is overloaded",
    detail: "The provider of the model has more work than it can do.",
    whatToDo: "Try again after as long as `Retry-After` says."
  },
  author_unreachable: {
    status: 503,
    title: "The model is out of reach",
    detail: "The provider of the model could not be reached.",
    whatToDo: "Try again after as long as `Retry-After` says."
  },
  author_timed_out: {
    status: 504,
    title: "The model took too long",
    detail: "The model did not answer in time.",
    whatToDo: "Try again."
  }
} as const satisfies Record<string, ProblemKind>

/** Their codes, for endpoints that ask an author. */
export const authorProblems = Struct.keys(authorProblemKinds)
