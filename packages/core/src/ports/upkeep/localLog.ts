import { Effect } from "effect"

/** Marks lines of the log that hold what only whoever sits at this machine may read: they are sent nowhere. */
export const localOnly = "localOnly"

export const forThisMachine = Effect.annotateLogs({ [localOnly]: true })
