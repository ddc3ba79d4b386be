/**
 * What every prompt about cards tells of the skill: where it stands, what stands beside it, what is known already.
 */
import type { Assignment } from "@loopi/core"
import { dataBlock, joined, listBlock } from "./DataBlock.ts"
import { type Excerpt, excerptOf, skillRoom } from "./excerpt.ts"

/** As many titles and questions as say enough. */
const linesMost = 40

export const skillBlocks = ({ goal, known, node, path, siblings }: Assignment): string =>
  joined([
    dataBlock("goal", `${goal.title}\n${goal.description.slice(0, 2_000)}`),
    dataBlock("skill", `${path.join(" > ")}\n${node.description}`),
    listBlock("skills_beside", siblings.slice(0, linesMost)),
    listBlock("known_questions", known.slice(0, linesMost))
  ])

export const sourceOf = ({ document, node }: Assignment): Excerpt | null => excerptOf(document, node.source, skillRoom)

export const noteBlock = (excerpt: Excerpt | null): string => (excerpt === null ? "" : dataBlock("note", excerpt.text))
