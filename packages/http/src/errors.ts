/**
 * Every way a request can fail, by its stable code: the one table that the API, the program and the docs share.
 */
import { accountProblemKinds } from "./accounts/accountProblems.ts"
import { authorProblemKinds } from "./authorProblems.ts"
import type { ProblemKind } from "./ProblemKind.ts"

export type { ProblemKind } from "./ProblemKind.ts"

export const problemCodes = {
  // The request itself.
  invalid_input: {
    status: 400,
    title: "Invalid input",
    detail: "Some of what was sent is not as the endpoint expects it.",
    whatToDo: "Correct the fields named in `errors` and send the request again."
  },
  invalid_json: {
    status: 400,
    title: "Not JSON",
    detail: "The body is not JSON in UTF-8.",
    whatToDo: "Send one JSON value, encoded as UTF-8."
  },
  invalid_cursor: {
    status: 400,
    title: "Not a cursor",
    detail: "The cursor was not given for this list, or not to you.",
    whatToDo: "Begin with the first page, without `cursor`."
  },
  malformed_request: {
    status: 400,
    title: "Malformed request",
    detail: "The request does not follow HTTP."
  },
  route_not_found: {
    status: 404,
    title: "No such address",
    detail: "Nothing is served under this address.",
    whatToDo: "See /docs for all that is."
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "This address does not know the method.",
    whatToDo: "Use one of the methods in the header `Allow`."
  },
  request_timeout: {
    status: 408,
    title: "Too slow",
    detail: "The request did not arrive in time.",
    whatToDo: "Send it again."
  },
  body_too_large: {
    status: 413,
    title: "Body too large",
    detail: "The body has more than 256 KiB.",
    whatToDo: "Send less at once; split long notes."
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    detail: "Only JSON is read here.",
    whatToDo: "Send the header `Content-Type: application/json`."
  },
  wrong_host: {
    status: 421,
    title: "Misdirected request",
    detail: "This server does not go by the name it was asked for by.",
    whatToDo: "Ask for it by its own name. On your own machine that is localhost; elsewhere LOOPI_HOSTS names it."
  },
  too_deep: {
    status: 422,
    title: "Nested too deep",
    detail: "The body is nested deeper than 64 levels."
  },
  too_many_elements: {
    status: 422,
    title: "Too many elements",
    detail: "A list in the body has more than 10,000 elements.",
    whatToDo: "Send it in several parts."
  },
  headers_too_large: {
    status: 431,
    title: "Headers too large",
    detail: "The headers have more than 16 KiB."
  },

  ...accountProblemKinds,

  // What the learner does not have.
  user_not_found: { status: 404, title: "No such learner", detail: "There is no such learner." },
  goal_not_found: { status: 404, title: "No such goal", detail: "You have no such goal." },
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
  skill_node_not_found: { status: 404, title: "No such skill", detail: "The goal has no such skill." },
  run_not_found: { status: 404, title: "No such run", detail: "You have no such run." },
  left_out_not_found: {
    status: 404,
    title: "Not left out",
    detail: "The run left no such card out for repeating another one.",
    whatToDo: "Read what it left out in the report of the run. Cards that break a rule have to be changed first."
  },
  flashcard_not_found: { status: 404, title: "No such flashcard", detail: "You have no such flashcard." },
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
  nothing_to_undo: { status: 409, title: "Nothing to undo", detail: "No rating of this card stands." },
  provider_key_unreadable: {
    status: 409,
    title: "Key cannot be opened",
    detail: "Your key for this provider is kept, but cannot be opened.",
    whatToDo: "Add the key again."
  },

  precondition_failed: {
    status: 412,
    title: "Not as you saw it",
    detail: "It is not the version that `If-Match` names: somebody changed it, or it never had that one.",
    whatToDo: "Load it again and decide again."
  },

  // What the rules refuse.
  note_refused: { status: 422, title: "Note refused", detail: "The note cannot be learned from." },
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
    detail: "Requests cannot be served right now: `errors` names what is missing.",
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
