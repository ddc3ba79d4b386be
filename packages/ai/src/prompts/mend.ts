/**
 * Asks once more for an answer that was not what was asked for.
 */
import { dataBlock, joined } from "./DataBlock.ts"

export const mendVersion = "mend-1"

/** The flaw is in a block of its own, since it may quote what the model was led to write. */
export const mend = (list: string, flaw: string): string =>
  joined([
    "Your answer could not be used. What a program found wrong with it:",
    dataBlock("flaw", flaw),
    `Answer the question above once more, all of it, as one JSON object with the list "${list}" in the form that was asked for, and nothing before or after it.`
  ])
