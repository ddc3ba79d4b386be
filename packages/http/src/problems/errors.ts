/**
 * Every way a request can fail, by its stable code: the one table that the API, the program and the docs share.
 */
import { accountProblemKinds } from "./accountProblems.ts"
import { authorProblemKinds } from "./authorProblems.ts"
import type { ProblemKind } from "./ProblemKind.ts"
import { requestProblemKinds } from "./requestProblems.ts"

export type { ProblemKind } from "./ProblemKind.ts"

export const problemCodes = {
  ...requestProblemKinds,
  ...accountProblemKinds,

  // What the learner does not have.
  user_not_found: {
    status: 404,
    title: "No such learner",
    detail: "There is no such learner, or not any more.",
    whatToDo: "Sign in again; whoever was erased can join anew."
  },
  goal_not_found: {
    status: 404,
    title: "No such goal",
    detail: "You have no such goal.",
    whatToDo: "See which you have: GET /api/goals."
  },
  skill_tree_not_found: {
    status: 404,
    title: "No skill tree",
    detail: "The goal has no skill tree yet.",
    whatToDo: "Grow one: POST /api/goals/:id/skill-tree."
  },
  skill_tree_version_not_found: {
    status: 404,
    title: "No such version",
    detail: "The skill tree never had this version, or it is too old to be kept.",
    whatToDo: "See which there are: GET /api/goals/:id/skill-tree/versions."
  },
  skill_node_not_found: {
    status: 404,
    title: "No such skill",
    detail: "The goal has no such skill.",
    whatToDo: "Read its tree again: GET /api/goals/:id/skill-tree."
  },
  run_not_found: {
    status: 404,
    title: "No such run",
    detail: "You have no such run.",
    whatToDo: "See which you have: GET /api/runs."
  },
  left_out_not_found: {
    status: 404,
    title: "Not left out",
    detail: "The run left no such card out for repeating another one.",
    whatToDo: "Read what it left out in the report of the run. Cards that break a rule have to be changed first."
  },
  flashcard_not_found: {
    status: 404,
    title: "No such flashcard",
    detail: "You have no such flashcard.",
    whatToDo: "See which you have: GET /api/flashcards."
  },
  schedule_not_found: {
    status: 404,
    title: "Not being studied",
    detail: "You have no such flashcard, or it is a draft.",
    whatToDo: "Approve drafts before you study them."
  },
  provider_key_not_found: {
    status: 404,
    title: "No such key",
    detail: "You have no key for this provider.",
    whatToDo: "Add one."
  },

  // What does not fit the present state.
  goal_limit_reached: {
    status: 409,
    title: "Too many goals",
    detail: "You have as many goals of this kind as you may have.",
    whatToDo: "Archive a goal, or restore one, to make room."
  },
  goal_conflict: {
    status: 409,
    title: "Changed meanwhile",
    detail: "Somebody changed the goal at the same time.",
    whatToDo: "Load the goal again and decide again."
  },
  run_conflict: {
    status: 409,
    title: "Not in this state",
    detail: "The run is over, or is not, so this cannot be asked of it.",
    whatToDo: "Look at its `status`: what goes on can be cancelled, what failed or was cancelled can be retried."
  },
  flashcard_conflict: {
    status: 409,
    title: "Changed meanwhile",
    detail: "Somebody changed the card since you loaded it.",
    whatToDo: "Load the card again and decide again."
  },
  schedule_conflict: {
    status: 409,
    title: "Rated meanwhile",
    detail: "The card was rated or undone since you loaded it.",
    whatToDo: "Load the card again and decide again."
  },
  skill_tree_conflict: {
    status: 409,
    title: "Grown meanwhile",
    detail: "Somebody saved another skill tree meanwhile.",
    whatToDo: "Load the skill tree again and decide again."
  },
  request_in_progress: {
    status: 409,
    title: "Under way",
    detail: "A request with this Idempotency-Key is being worked on.",
    whatToDo: "Wait as long as `Retry-After` says, then send it again with the same key: it is done once."
  },
  nothing_to_undo: {
    status: 409,
    title: "Nothing to undo",
    detail: "No rating of this card stands.",
    whatToDo: "Load the card's schedule again."
  },
  provider_key_unreadable: {
    status: 409,
    title: "Key cannot be opened",
    detail: "Your key for this provider is kept, but cannot be opened.",
    whatToDo: "Add the key again."
  },

  precondition_failed: {
    status: 412,
    title: "Not as you saw it",
    detail: "It is not the version that was named: somebody changed it, or it never was that one.",
    whatToDo: "Load it again and decide again."
  },

  // What the rules refuse.
  note_refused: {
    status: 422,
    title: "Note refused",
    detail: "The note cannot be learned from.",
    whatToDo: "Send Markdown or plain text in UTF-8 that has something to learn in it."
  },
  draft_choice_needed: {
    status: 422,
    title: "Which drafts?",
    detail: "Neither a goal nor a run is named.",
    whatToDo: "Send `goalId` or `runId`."
  },
  idempotency_key_reused: {
    status: 422,
    title: "Key used before",
    detail: "The Idempotency-Key was used for another request.",
    whatToDo: "Take a new key for every new request, and the same one only to send a request again."
  },
  skill_tree_refused: {
    status: 422,
    title: "Skill tree refused",
    detail: "The proposed skill tree breaks a rule; the present one stays.",
    whatToDo: "Change the notes it was made from, or try again."
  },
  review_in_future: {
    status: 422,
    title: "Reviewed in the future",
    detail: "The rating says it was given in the future.",
    whatToDo: "Set the clock of your device, or leave `reviewedAt` out."
  },
  provider_key_refused: {
    status: 422,
    title: "Key refused",
    detail: "What was given is no key of a provider.",
    whatToDo: "Copy the key again: 16 to 512 characters without spaces."
  },

  ...authorProblemKinds,

  // What the world refuses.
  too_many_watches: {
    status: 429,
    title: "Too many watch",
    detail: "You, or all together, watch as many runs at once as may be.",
    whatToDo: "Stop watching another run, or ask for this one now and then."
  },
  internal_error: {
    status: 500,
    title: "Our mistake",
    detail: "Something went wrong here. It was not your request.",
    whatToDo: "Tell whoever runs this server the `requestId`."
  },
  store_unavailable: {
    status: 503,
    title: "Storage unavailable",
    detail: "The storage could not be reached.",
    whatToDo: "Try again after as long as `Retry-After` says."
  },
  master_keys_refused: {
    status: 503,
    title: "Keys cannot be kept",
    detail: "There are no master keys to keep keys of providers with.",
    whatToDo: "Tell whoever runs this server to set LOOPI_MASTER_KEYS."
  },
  flows_unavailable: {
    status: 503,
    title: "Runs wait",
    detail: "Nobody can carry runs out right now. What was asked for is kept, and done later.",
    whatToDo: "Look at the run later."
  },
  embedder_unavailable: {
    status: 503,
    title: "Embedder unavailable",
    detail: "The meaning of the text could not be computed.",
    whatToDo: "Try again after as long as `Retry-After` says."
  },
  not_ready: {
    status: 503,
    title: "Not ready",
    detail: "Requests cannot be served right now: something they need is missing.",
    whatToDo: "Send requests to another server, and ask again after as long as `Retry-After` says."
  },
  unavailable: {
    status: 503,
    title: "Starting or stopping",
    detail: "The server is starting, or going away.",
    whatToDo: "Try again after as long as `Retry-After` says."
  }
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problemCodes
