/**
 * All cards the offline author has for a document, as they are kept: read out by the rules, passed by the gates, once.
 */
import { CardQuality } from "@loopi/core"
import { createHash } from "node:crypto"
import { extract } from "../../src/offline/markdown/extract.ts"
import type { Extracted } from "../../src/offline/markdown/Extracted.ts"
import { kindOf } from "../../src/offline/markdown/finish.ts"
import { type SkillNode, skillTree } from "../../src/offline/markdown/skillTree.ts"

export interface Kept extends Extracted {
  readonly path: ReadonlyArray<string>
  readonly passage: string
}

export const cardsIn = (markdown: string): ReadonlyArray<Kept> => {
  const { nodes, opening, title } = skillTree(markdown)
  const name = title ?? "Notes"
  const regions = [{ span: opening, path: [name] }, ...nodes.flatMap((node) => below(node, []))]
  const kept: Array<Kept> = []
  for (const { path, span } of regions) {
    const others: Array<Kept> = []
    for (const card of extract(markdown, span, { path })) {
      const passage = markdown.slice(card.quote.start, card.quote.end)
      const findings = CardQuality.checkCard(
        { ...card, kind: kindOf(card.kind) },
        { quote: passage, topic: path, others }
      )
      const copied = kept.some(({ answer, question }) => question === card.question && answer === card.answer)
      if (CardQuality.isAcceptable(findings) && !copied) others.push({ ...card, path, passage })
    }
    kept.push(...others)
  }
  return kept
}

const below = (
  node: SkillNode,
  above: ReadonlyArray<string>
): ReadonlyArray<{ readonly span: SkillNode; readonly path: ReadonlyArray<string> }> => {
  const path = [...above, node.title]
  return [{ span: node, path }, ...node.children.flatMap((child) => below(child, path))]
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12)

/** Names a card by what it says, so that any change of it is seen. */
export const hashOf = ({ answer, question }: { readonly question: string; readonly answer: string }): string =>
  sha256(`${question}\n${answer}`)

/** `count` of the cards, drawn at random; the same seed always draws the same. */
export const draw = <A>(cards: ReadonlyArray<A>, count: number, seed: number): ReadonlyArray<A> => {
  const random = mulberry(seed)
  const left = [...cards]
  const drawn: Array<A> = []
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1))
  return drawn
}

/** Mulberry32: small, and well enough spread for drawing a few dozen. */
const mulberry = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
