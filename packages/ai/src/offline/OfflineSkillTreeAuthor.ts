/**
 * Grows a skill tree out of the learner's own notes: their headings are the skills.
 */
import {
  AuthorFailed,
  maxTreeDepth,
  maxTreeNodes,
  SkillTreeAuthor,
  type SkillTreeProposal,
  type SourceDocument
} from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import type { SkillNode } from "./markdown/skillTree.ts"
import { apartFrom, folded, isTooDeep, type Note, readNote } from "./notes.ts"

export const layer: Layer.Layer<SkillTreeAuthor> = Layer.succeed(
  SkillTreeAuthor,
  SkillTreeAuthor.of({
    propose: ({ documents }) => Stream.unwrap(Effect.map(skillsOf(documents), Stream.fromIterable))
  })
)

const skillsOf = Effect.fn("OfflineSkillTreeAuthor.propose")(function* (documents: ReadonlyArray<SourceDocument>) {
  const read = yield* Effect.forEach(documents, (document) => Effect.sync(() => readNote(document)))
  const notes = read.filter((note) => note.teaches || note.children.length > 0)
  if (notes.length === 0) {
    const reason = documents.some(isTooDeep) ? "note_too_deep" : "nothing_to_read"
    return yield* AuthorFailed.make({ reason, retryable: false })
  }
  return grown(notes, maxTreeDepth)
})

/** The tree with as many levels as its size allows: in a note with too many headings the deepest are not skills. */
const grown = (notes: ReadonlyArray<Note>, levels: number): ReadonlyArray<SkillTreeProposal.ProposedSkill> => {
  const [first, second] = notes
  const skills = first !== undefined && second === undefined ? ofOne(first, levels) : ofSeveral(notes, levels)
  return levels > 1 && sizeOf(skills) > maxTreeNodes ? grown(notes, levels - 1) : skills
}

/** One note is the goal itself, so its sections are the categories, and what it opens with is one more. */
const ofOne = (note: Note, levels: number): ReadonlyArray<SkillTreeProposal.ProposedSkill> => {
  const sections = note.children.map((child) => proposed(note.document, folded(child, levels)))
  if (!note.teaches) return sections
  const title = apartFrom(
    sections.map((section) => section.title),
    note.title
  )
  return [proposed(note.document, { ...note, title, children: [] }), ...sections]
}

const ofSeveral = (notes: ReadonlyArray<Note>, levels: number): ReadonlyArray<SkillTreeProposal.ProposedSkill> => {
  const titles: Array<string> = []
  for (const { title } of notes) titles.push(apartFrom(titles, title))
  return notes.map((note, i) => proposed(note.document, { ...folded(note, levels), title: titles[i] ?? note.title }))
}

const proposed = (
  document: SourceDocument,
  { children, description, end, start, title }: SkillNode
): SkillTreeProposal.ProposedSkill => ({
  title,
  description,
  source: document.text.slice(start, end).trim() === "" ? null : { documentId: document.id, start, end },
  children: children.map((child) => proposed(document, child))
})

const sizeOf = (skills: ReadonlyArray<SkillTreeProposal.ProposedSkill>): number =>
  skills.reduce((size, { children }) => size + 1 + sizeOf(children), 0)
