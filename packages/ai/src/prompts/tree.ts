/**
 * Breaks a goal into skills: categories, topics, subtopics.
 */
import type { TreeAssignment } from "@loopi/core"
import { Schema } from "effect"
import { dataBlock, joined, listBlock } from "./DataBlock.ts"
import { type Excerpt, excerptOf, treeRoom } from "./excerpt.ts"
import { plainLine } from "./plainText.ts"
import { makePrompt } from "./Prompt.ts"
import { maybeSaid, numbered, said } from "./text.ts"

const skillFields = {
  title: said(200, "What is to be learned, in a few words; unique among its neighbours."),
  description: maybeSaid(1_000, "One sentence: what somebody can do or knows who has this skill."),
  note: Schema.optionalKey(numbered("The number of the note that teaches it.")),
  begins: Schema.optionalKey(maybeSaid(300, "The first words of the passage that teaches it, copied exactly.")),
  ends: Schema.optionalKey(maybeSaid(300, "The last words of that passage, copied exactly."))
}

const most = 60

/** Levels are spelt out, since a schema that contains itself is not taken. */
export const Subtopic = Schema.Struct(skillFields)
export const Topic = Schema.Struct({
  ...skillFields,
  subtopics: Schema.Array(Subtopic).check(Schema.isMaxLength(most)).annotate({ description: "Mostly none." })
})
export const Category = Schema.Struct({
  ...skillFields,
  topics: Schema.Array(Topic).check(Schema.isMaxLength(most)).annotate({ description: "In order; may be none." })
})

/** The notes with the stretch of each that is sent along. */
export const treeSources = ({ documents }: Pick<TreeAssignment, "documents">): ReadonlyArray<Excerpt> => {
  const room = Math.floor(treeRoom / Math.max(1, documents.length))
  return documents.flatMap((document) => excerptOf(document, null, room) ?? [])
}

export const tree = makePrompt({
  version: "tree-1",
  purpose: "tree",
  list: "categories",
  element: Category,
  role: `You break a learning goal into a tree of skills: 3 to 8 categories, topics below them, subtopics where a topic is still large. At the ends stand skills small enough for a handful of flashcards.

- In the order they are best learned in: what others build on comes first.
- Titles say what is learned, in a few words, without numbers or marks. No "Introduction", "Miscellaneous" or "Summary".
- Neighbours do not overlap, together they cover the goal, and nothing is padded: a small goal has a small tree.
- Where there are notes, the tree covers them and nothing else, along their own sections. Each skill at an end names its note by number and the passage that teaches it, by its first and last words; passages do not overlap. Skills with others below them have no passage.
- Where there are present skills, a skill that still fits keeps its title to the letter.
- Write in the language of the notes, or of the goal where there are none.`,
  ask: (assignment: TreeAssignment) => {
    const sources = treeSources(assignment)
    return joined([
      dataBlock("goal", `${assignment.goal.title}\n${assignment.goal.description}`),
      listBlock("present_skills", assignment.present.slice(0, 300)),
      ...sources.map(({ document, text }, i) => dataBlock(`note_${i + 1}`, `${plainLine(document.name)}\n\n${text}`)),
      sources.length === 0
        ? "Break the goal into skills."
        : `Break the goal into the skills that its ${sources.length} notes teach. Give note, begins and ends for every skill at an end.`
    ])
  }
})
