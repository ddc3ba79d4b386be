/**
 * A proposed tree as it is kept between the step that has it written and the one that saves it.
 */
import { Schema } from "effect"
import type { ProposedSkill } from "../../domain/SkillTreeProposal.ts"
import { SourceSpan } from "../../domain/Source.ts"

interface EncodedSkill extends Omit<ProposedSkill, "source" | "children"> {
  readonly source: typeof SourceSpan.Encoded | null
  readonly children: ReadonlyArray<EncodedSkill>
}

const Skill = Schema.Struct({
  title: Schema.String,
  description: Schema.String,
  source: Schema.NullOr(SourceSpan),
  children: Schema.Array(Schema.suspend((): Schema.Codec<ProposedSkill, EncodedSkill> => Skill))
})

export const ProposedTree = Schema.Array(Skill)
