/**
 * What can be wrong with a run. Any of it is a reason not to trust the storage.
 */
import type { FlashcardId } from "@loopi/core"

export type Kind =
  /** An acknowledged rating is not in the history. */
  | "lost"
  | "id_doubled"
  | "version_doubled"
  | "version_gap"
  /** Versions of a card come in another order than they count. */
  | "reordered"
  /** What was acknowledged first counts as the later one. */
  | "answered_out_of_order"
  | "acknowledged_twice"
  /** A client was told another schedule than the one its rating leads to. */
  | "acknowledged_otherwise"
  /** The review holds another rating, time or duration than was sent. */
  | "changed"
  /** Study day, phase, elapsed days or prediction are not what the rating leads to. */
  | "derived_otherwise"
  | "never_sent"
  /** The client was told no, and yet it is there. */
  | "refused_and_kept"
  /** The client was told that somebody else had rated the card, and nobody had. */
  | "phantom_conflict"
  /** The client was refused for a reason that was none. */
  | "phantom_refusal"
  | "foreign_review"
  | "foreign_schedule"
  | "card_unknown"
  | "schedule_missing"
  | "schedule_doubled"
  /** The schedule is not what replaying the history gives, bit for bit. */
  | "schedule_differs"
  | "latest_differs"
  | "days_differ"

export interface Finding {
  readonly kind: Kind
  readonly cardId?: FlashcardId | undefined
  readonly version?: number | undefined
  readonly detail?: string | undefined
}

export const lineOf = ({ cardId, detail, kind, version }: Finding): string =>
  [kind, cardId ?? "", version === undefined ? "" : `version ${version}`, detail ?? ""]
    .filter((part) => part !== "")
    .join(" ")
