/**
 * Grows a skill tree with a model: from a goal alone, or along the learner's notes.
 */
import { SkillTreeAuthor, type SkillTreeProposal, type SourceSpan, type TreeAssignment } from "@loopi/core"
import { Stream } from "effect"
import type { Excerpt } from "../prompts/excerpt.ts"
import { inertLine } from "../prompts/inert.ts"
import { type Letters, lettersOf, locate } from "../prompts/locate.ts"
import { type Category, type Subtopic, tree, treeSources } from "../prompts/tree.ts"
import { whose } from "./AnthropicFlashcardAuthor.ts"
import type { Asking } from "./Asking.ts"
import { failed } from "./failures.ts"

type ProposedSkill = SkillTreeProposal.ProposedSkill

export const makeSkillTreeAuthor = (asking: Asking): SkillTreeAuthor["Service"] =>
  SkillTreeAuthor.of({
    propose: (assignment) =>
      Stream.suspend(() => {
        const proposedOf = makeProposed(assignment)
        // An answer that is mended begins anew: what was told of it before is not told twice.
        const titles = new Set<string>()
        const categories = asking.each({ ...whose(assignment), prompt: tree, input: assignment, whole: true }).pipe(
          Stream.map(proposedOf),
          Stream.filter(({ title }) => title !== "" && titles.size !== titles.add(title.toLowerCase()).size)
        )
        const nothingLeft = Stream.suspend(() => (titles.size === 0 ? Stream.fail(failed("malformed")) : Stream.empty))
        return Stream.concat(categories, nothingLeft)
      })
  })

/** A category as the model wrote it, and what hangs below it, without markup and with the places in the notes. */
const makeProposed = (assignment: TreeAssignment): ((category: typeof Category.Type) => ProposedSkill) => {
  const notes = treeSources(assignment).map((excerpt): Note => ({ excerpt, letters: lettersOf(excerpt) }))

  const skill = (written: typeof Subtopic.Type, children: ReadonlyArray<ProposedSkill>): ProposedSkill => ({
    title: inertLine(written.title),
    description: inertLine(written.description),
    source: children.length === 0 ? passageOf(written, notes) : null,
    children: named(children)
  })

  return (category) =>
    skill(
      category,
      category.topics.map((topic) =>
        skill(
          topic,
          topic.subtopics.map((subtopic) => skill(subtopic, []))
        )
      )
    )
}

/** Without those of which nothing is left, and those named like one before. */
const named = (skills: ReadonlyArray<ProposedSkill>): ReadonlyArray<ProposedSkill> => {
  const titles = new Set<string>()
  return skills.filter(({ title }) => title !== "" && titles.size !== titles.add(title.toLowerCase()).size)
}

interface Note {
  readonly excerpt: Excerpt
  readonly letters: Letters
}

/** Where the passage stands, from its first words to its last; to the end of its section where the last are not found. */
const passageOf = ({ begins, ends, note }: typeof Subtopic.Type, notes: ReadonlyArray<Note>): SourceSpan | null => {
  const found = notes[(note ?? 0) - 1]
  if (found === undefined || begins === undefined) return null
  const { excerpt, letters } = found
  const start = locate(letters, begins)
  if (start === null) return null
  const end = ends === undefined ? null : locate(letters, ends, start.start)
  return { documentId: excerpt.document.id, start: start.start, end: end?.end ?? sectionEnd(excerpt, start.end) }
}

const sectionEnd = ({ end, start, text }: Excerpt, from: number): number => {
  const heading = text.slice(from - start).search(/\n#{1,6} /)
  return heading === -1 ? end : from + heading
}
