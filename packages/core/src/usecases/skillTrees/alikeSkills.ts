/**
 * Tells which skills of a proposal may be nodes of the present tree under other names.
 */
import { Array, Effect, Order } from "effect"
import { SpaceId, type Vector } from "../../domain/vectors/Embedding.ts"
import { lexicalVector } from "../../domain/vectors/Lexical.ts"
import type { SkillTree } from "../../domain/skillTrees/SkillTree.ts"
import type { Alike, Matches } from "../../domain/skillTrees/SkillTreeMatch.ts"
import { skillText, skillThreshold } from "../../domain/skillTrees/SkillTreeMeaning.ts"
import type { PlacedSkill } from "../../domain/skillTrees/SkillTreeProposal.ts"
import { productsWith } from "../../domain/vectors/UnitVector.ts"
import type { MeaningSpace } from "../vectors/Embeddings.ts"

/** Pairs of what is not matched yet, near enough in the space. Where its embedder fails, their spelling has to do. */
export const alikeSkills = Effect.fn("alikeSkills")(function* (
  space: MeaningSpace,
  before: SkillTree,
  placed: ReadonlyArray<PlacedSkill>,
  named: Matches
) {
  const taken = new Set([...named.values()].map(({ node }) => node.id))
  const nodes = before.nodes.flatMap((node) => {
    const text = taken.has(node.id) ? undefined : skillText(node)
    return text === undefined ? [] : [{ node, text }]
  })
  const skills = placed.flatMap((one, skill) => {
    const text = named.has(skill) ? undefined : skillText(one)
    return text === undefined ? [] : [{ skill, text }]
  })
  if (nodes.length === 0 || skills.length === 0) return []

  const { threshold, vectors } = yield* meaningsIn(
    space,
    [...nodes, ...skills].map(({ text }) => text)
  )
  const alike: Array<Alike> = []
  for (const [i, { node }] of nodes.entries()) {
    // A million pairs take a second: others get their turn in between.
    yield* Effect.yieldNow
    const product = productsWith(vectors[i] ?? none)
    const near = skills
      .map(({ skill }, j) => ({ node, skill, score: product(vectors[nodes.length + j] ?? none) }))
      .filter(({ score }) => score >= threshold)
    alike.push(...Array.sort(near, nearestFirst).slice(0, candidatesEach))
  }
  return alike
})

const meaningsIn = ({ embed, space }: MeaningSpace, texts: ReadonlyArray<string>) =>
  Effect.forEach(Array.chunksOf(texts, atOnce), embed).pipe(
    Effect.map((vectors) => ({ vectors: vectors.flat(), threshold: skillThreshold(space) })),
    Effect.catchTag("EmbedderFailed", (failed) =>
      Effect.logWarning("skills are told by their spelling: the embedder failed", failed.reason).pipe(
        Effect.as({ vectors: texts.map(lexicalVector), threshold: skillThreshold(spelling) })
      )
    )
  )

/** Texts in one call to an embedder, which has five seconds for them. */
const atOnce = 50

const spelling = SpaceId.make("lexical-1")

/** A node that has lost so many to others has none of its own: whoever proposes a thousand twins costs no more. */
const candidatesEach = 20

const nearestFirst = Order.flip(Order.mapInput(Order.Number, ({ score }: Alike) => score))

const none: Vector = new Float32Array()
