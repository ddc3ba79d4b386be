/**
 * Reads a learner's note as one skill with the skills below it, whatever headings it has or lacks.
 */
import type { SourceDocument } from "@loopi/core"
import { extract } from "./markdown/extract.ts"
import { withoutDepths } from "./markdown/pieces.ts"
import { type SkillNode, skillTree } from "./markdown/skillTree.ts"
import { shorten, titleOf } from "./markdown/title.ts"

/** A note as a skill of its own: its text is what stands before the first skill in it. */
export interface Note extends SkillNode {
  readonly document: SourceDocument
  /** Whether cards can be read out of its own text. */
  readonly teaches: boolean
}

export const readNote = (document: SourceDocument): Note => {
  const { nodes, opening, title } = skillTree(document.text)
  const name = title ?? nameOf(document.name)
  const teaches = extract(document.text, opening, { path: [name] }).length > 0
  return { document, title: name, description: "", ...opening, teaches, children: nodes }
}

/** Whether a note has lines nested deeper than we follow, which are passed over. */
export const isTooDeep = ({ text }: SourceDocument): boolean => withoutDepths(text) !== text

/** A skill with at most `levels` levels, itself the first; the text of deeper ones becomes its own. */
export const folded = (skill: SkillNode, levels: number): SkillNode =>
  levels > 1
    ? { ...skill, children: skill.children.map((child) => folded(child, levels - 1)) }
    : { ...skill, end: lastEndOf(skill), children: [] }

const lastEndOf = (skill: SkillNode): number =>
  skill.children.reduce((end, child) => Math.max(end, lastEndOf(child)), skill.end)

const longestTitle = 200

const nameOf = (file: string): string => {
  const title = titleOf(file.replace(/\.(?:md|markdown|mdx|txt)$/i, ""))
  return title === "" ? file : title
}

/** The title, numbered when one of the others reads the same. */
export const apartFrom = (others: Iterable<string>, title: string): string => {
  const taken = new Set(Array.from(others, (other) => other.toLowerCase()))
  let name = title
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
    const suffix = ` (${count})`
    name = shorten(title, longestTitle - suffix.length) + suffix
  }
  return name
}
