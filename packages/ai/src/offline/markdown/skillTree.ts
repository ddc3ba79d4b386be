/**
 * A skill tree from a note's own headings: what to learn, in the order and under the parents the note gives.
 */
import { blocks } from "./blocks.ts"
import { outline, type Section } from "./outline.ts"
import { proseOf } from "./prose.ts"
import { cutToSentences, sentencesOf } from "./sentences.ts"
import type { Span } from "./Span.ts"
import { isBoilerplate, shorten } from "./title.ts"
import { countWords, isIntact, onOneLine } from "./wording.ts"

/** A skill and the text that is its own: its sub-skills have theirs. */
export interface SkillNode extends Span {
  readonly title: string
  /** The first sentence that says something, or nothing. */
  readonly description: string
  readonly children: ReadonlyArray<SkillNode>
}

export interface SkillTree {
  readonly title: string | null
  /** The text before the first skill, under the note's own title. */
  readonly opening: Span
  readonly nodes: ReadonlyArray<SkillNode>
  /** Why there are no skills, when there are none. */
  readonly empty: "no_headings" | "only_boilerplate" | null
}

const deepest = 3
const longestDescription = 300

export const skillTree = (markdown: string): SkillTree => {
  const read = outline(markdown)
  const [first] = read.children
  // A note called "Resources" is still a note: only among others is such a section left out.
  const alone = read.children.length === 1 && first !== undefined && first.children.some(isSkill)
  const kept = alone ? read.children : read.children.filter(isSkill)
  const [only] = kept
  const hoisted = kept.length === 1 && only !== undefined && only.children.some(isSkill) ? only : null
  const sections = hoisted === null ? kept : hoisted.children
  const opening = hoisted ?? { start: read.start, headingEnd: read.start, end: read.end, children: read.children }
  return {
    title: hoisted?.title ?? read.title ?? (kept.length === 1 && only !== undefined ? only.title : null),
    opening: { start: opening.headingEnd, end: opening.children[0]?.start ?? opening.end },
    nodes: skills(markdown, sections, 1),
    empty: kept.length > 0 ? null : read.children.length > 0 ? "only_boilerplate" : "no_headings"
  }
}

const isSkill = ({ title }: Section): boolean => !isBoilerplate(title)

const skills = (markdown: string, sections: ReadonlyArray<Section>, depth: number): ReadonlyArray<SkillNode> => {
  const kept = sections.filter(isSkill)
  const titles = distinctTitles(kept.map(({ title }) => title))
  return kept.map((section, index) => {
    // Below the third level a heading is part of its skill, and so is its text.
    const folded = depth >= deepest
    const { headingEnd, start } = section
    const end = folded ? section.end : (section.children[0]?.start ?? section.end)
    return {
      title: titles[index] ?? section.title,
      description: descriptionOf(markdown, { start: headingEnd, end }),
      start,
      end,
      children: folded ? [] : skills(markdown, section.children, depth + 1)
    }
  })
}

const longestTitle = 200

/** Numbers the second and later skill of the same name among its siblings. */
const distinctTitles = (titles: ReadonlyArray<string>): ReadonlyArray<string> => {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return titles.map((title) => {
    const key = title.toLowerCase()
    let count = counts.get(key) ?? 0
    let name = title
    do {
      count += 1
      const suffix = count === 1 ? "" : ` (${count})`
      name = shorten(title, longestTitle - suffix.length) + suffix
    } while (taken.has(name.toLowerCase()))
    counts.set(key, count)
    taken.add(name.toLowerCase())
    return name
  })
}

/** Enough to hold a first sentence; reading on would only cost time. */
const readAhead = 2_000

const descriptionOf = (markdown: string, text: Span): string => {
  const start = { start: text.start, end: Math.min(text.end, text.start + readAhead) }
  if (markdown.slice(start.start, start.end).trim() === "") return ""
  for (const block of blocks(markdown, start)) {
    if (block.node.type === "heading") return ""
    if (block.node.type !== "paragraph") continue
    const prose = proseOf(markdown, block)
    // Questions and glossary entries are cards, not a summary.
    if (/^(?:Q|A|Question|Answer)\s?\d{0,3}[:.]\s|\n:\s/.test(prose.text)) continue
    const sentence = sentencesOf(prose).find(({ text: said }) => isTelling(said))
    if (sentence !== undefined) return cutToSentences(onOneLine(sentence.text), longestDescription)
  }
  return ""
}

const isTelling = (sentence: string): boolean =>
  /[.!。！]["”’)]?$/.test(sentence) &&
  (countWords(sentence) >= 4 || /[\u3040-\u9fff]{6}/.test(sentence)) &&
  !/https?:|^source\b|^figure\b/i.test(sentence) &&
  isIntact(sentence)
