/**
 * Authors for notes as simple as can be: "# Skill" opens a skill, "Question? => Answer" is a card.
 */
import type { Assignment, ProposedCard, SkillTreeProposal, SourceDocument } from "@loopi/core"
import { cardsOf, proposedCard, treesOf } from "./world.ts"

export const trees = treesOf((documents) => documents.flatMap(skillsIn))

export const cards = cardsOf((assignment) => cardsIn(assignment))

export const skillsInAll = (documents: ReadonlyArray<SourceDocument>) => documents.flatMap(skillsIn)

export const skillsIn = (document: SourceDocument): ReadonlyArray<SkillTreeProposal.ProposedSkill> =>
  Array.from(document.text.matchAll(/^# (.+)\n(?:(?!# ).*\n)*/gm), ({ 0: section, 1: title = "", index }) => ({
    title,
    description: "",
    source: { documentId: document.id, start: index, end: index + section.length },
    children: []
  }))

/** Every card of the skill's part of the note, whatever the count. */
export const cardsIn = ({ document, node }: Assignment): ReadonlyArray<ProposedCard> => {
  if (document === null || node.source === null) return []
  const { documentId, end, start } = node.source
  return Array.from(document.text.slice(start, end).matchAll(/^(.+) => (.+)$/gm), (line) => {
    const [text, question = "", answer = ""] = line
    const from = start + line.index
    return proposedCard(question, answer, { source: { documentId, start: from, end: from + text.length } })
  })
}
