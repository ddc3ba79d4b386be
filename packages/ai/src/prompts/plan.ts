/**
 * Decides what is worth a card: facts of one idea each, with the words of the note they stand in.
 */
import type { Assignment } from "@loopi/core"
import { Schema } from "effect"
import { noteBlock, skillBlocks, sourceOf } from "./assignment.ts"
import { joined } from "./DataBlock.ts"
import { makePrompt } from "./Prompt.ts"
import { maybeSaid, said } from "./text.ts"

/** Kinds of facts a model is trusted to tell apart. */
export const FactKind = Schema.Literals(["qa", "definition", "term", "cloze", "list", "relation"])

export const Fact = Schema.Struct({
  statement: said(500, "The fact in one sentence that can be understood alone."),
  kind: FactKind,
  quote: maybeSaid(1_500, "The words of the note that say so, copied letter by letter. Empty without a note.")
})

/** More than anybody learns of one skill in one go. */
export const factsMost = 20

/** From a bare title a model knows what matters most, and pads from there on. */
const factsWithoutNote = 8

export const plan = makePrompt({
  version: "plan-1",
  purpose: "plan",
  list: "facts",
  element: Fact,
  role: `You prepare flashcards for one skill of a learner. Pick the facts that are worth remembering for years.

- One fact, one idea: what can be asked with one question and answered in a few words. Split what has parts.
- First what the rest builds on; leave out trivia, examples that only illustrate, and the history of the text itself.
- Where there is a note, take facts from it alone, also where you know better, and quote the passage that holds the whole fact: one or two sentences, copied exactly, its numbers and names included.
- Where there is none, take only what is well established.
- Keep to this skill. What belongs to the skills beside it, or is asked by the known questions, is left out.
- kind: definition (a thing, asked for its meaning), term (a meaning, asked for its name), list (up to six parts that belong together), relation (how two things compare or depend on each other), cloze (a sentence worth knowing by heart), qa (anything else).
- Write in the language of the note, or of the goal where there is none.`,
  ask: (assignment: Assignment) => {
    const source = sourceOf(assignment)
    const most = Math.min(assignment.count ?? (source === null ? factsWithoutNote : factsMost), factsMost)
    return joined([
      skillBlocks(assignment),
      noteBlock(source),
      `List the facts worth a card, ${most} at most${source === null ? "" : ", each with its quote from the note"}. Fewer and better is better.`
    ])
  }
})
