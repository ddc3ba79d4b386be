import { Context, type Stream } from "effect"
import type { Goal } from "../../domain/goals/Goal.ts"
import type { RunId } from "../../domain/runs/Run.ts"
import type { ProposedSkill } from "../../domain/skillTrees/SkillTreeProposal.ts"
import type { SourceDocument } from "../../domain/notes/Source.ts"
import type { AuthorError } from "../flashcards/FlashcardAuthor.ts"

/** What a tree is wanted for. */
export interface TreeAssignment {
  readonly goal: Goal
  readonly documents: ReadonlyArray<SourceDocument>
  /** Titles of the skills there are now, where a tree is written anew: names that still fit are worth keeping. */
  readonly present: ReadonlyArray<string>
  /** The run the calls are made for. */
  readonly runId: RunId | null
}

/** Breaks a goal into skills. What it proposes is checked before it is kept. */
export class SkillTreeAuthor extends Context.Service<
  SkillTreeAuthor,
  {
    /** The categories in order, each with all that hangs below it, as soon as it is written. */
    readonly propose: (assignment: TreeAssignment) => Stream.Stream<ProposedSkill, AuthorError>
  }
>()("@loopi/core/ports/skillTrees/SkillTreeAuthor") {}
