import { Context, type Effect } from "effect"
import type { Goal } from "../domain/Goal.ts"
import type { ProposedSkill } from "../domain/SkillTreeProposal.ts"
import type { SourceDocument } from "../domain/Source.ts"
import type { AuthorFailed } from "./AuthorFailed.ts"

/** Breaks a goal into skills. What it proposes is checked before it is kept. */
export class SkillTreeAuthor extends Context.Service<
  SkillTreeAuthor,
  {
    readonly propose: (
      goal: Goal,
      documents: ReadonlyArray<SourceDocument>
    ) => Effect.Effect<ReadonlyArray<ProposedSkill>, AuthorFailed>
  }
>()("@loopi/core/ports/SkillTreeAuthor") {}
