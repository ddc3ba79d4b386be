import { Context, type DateTime, type Effect, type Stream } from "effect"
import type { Flashcard } from "../../domain/flashcards/Flashcard.ts"
import type { Goal, GoalId, GoalLimitReached, GoalLimits } from "../../domain/goals/Goal.ts"
import type {
  IdempotencyKey,
  IdempotencyKeyReused,
  NewRunEvent,
  Run,
  RunConflict,
  RunEvent,
  RunFailure,
  RunId,
  RunNotFound,
  RunStatus,
  RunStep
} from "../../domain/runs/Run.ts"
import type { SkillTree, SkillTreeConflict } from "../../domain/skillTrees/SkillTree.ts"
import type { BudgetExceeded } from "../../domain/budget/TokenLedger.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Traceparent } from "../Traceparent.ts"

/** A run to begin, and what is kept in the same breath. */
export interface NewRun {
  readonly run: Run
  /** A run with the same key of the same learner is the same run. */
  readonly key: IdempotencyKey | null
  /** The goal it is to grow, kept with it or not at all. */
  readonly goal?: { readonly goal: Goal; readonly limits: GoalLimits } | undefined
  readonly limits: { readonly atOnce: number; readonly perHour: number }
}

/** What a step brings about, kept with it or not at all. */
export interface StepEffects {
  /** Cards to add. */
  readonly cards?: ReadonlyArray<Flashcard>
  /** A tree to put in the place of the goal's present one. */
  readonly tree?: SkillTree
  readonly events?: ReadonlyArray<NewRunEvent>
}

export interface RunQuery {
  readonly goalId?: GoalId
  readonly status?: RunStatus
  /** Newest first; the last one of the page before. */
  readonly after?: RunId
  readonly limit?: number
}

/** Where runs are kept, with the outcome of their steps and what happened in them. */
export class RunStore extends Context.Service<
  RunStore,
  {
    /**
     * Keeps a queued run, whose id must be new. Gives the one that was there, within limits or not, where the key was
     * used for the same request before: `RunRecord.requestOf`. Of the limits, `atOnce` counts runs that are not over, and
     * `perHour` those of the same kind begun in the hour before this one.
     */
    readonly begin: (
      newRun: NewRun
    ) => Effect.Effect<Run, IdempotencyKeyReused | GoalLimitReached | BudgetExceeded | StoreUnavailable>
    readonly get: (userId: UserId, id: RunId) => Effect.Effect<Run, RunNotFound | StoreUnavailable>
    /** The trace of whoever began it; `null` where that was not traced, or there is no such run. */
    readonly causedBy: (userId: UserId, id: RunId) => Effect.Effect<Traceparent | null, StoreUnavailable>
    /** Newest first. */
    readonly list: (userId: UserId, query: RunQuery) => Effect.Effect<ReadonlyArray<Run>, StoreUnavailable>
    /**
     * Moves a run from one of the statuses to another, with an event of it, and forgets the failure before. Gives the run
     * as it is then, moved or not. To `queued` it is the next attempt. Of one goal, a single run is running at a time, so
     * that none writes what another is about to: the others are not moved to `running` until it is over.
     */
    readonly move: (
      userId: UserId,
      id: RunId,
      change: {
        readonly from: ReadonlyArray<RunStatus>
        readonly to: RunStatus
        readonly failure?: RunFailure
        readonly event: NewRunEvent
        readonly at: DateTime.Utc
      }
    ) => Effect.Effect<{ readonly run: Run; readonly moved: boolean }, RunNotFound | StoreUnavailable>
    /** The steps that are done, in the order they were. */
    readonly steps: (userId: UserId, id: RunId) => Effect.Effect<ReadonlyArray<RunStep>, StoreUnavailable>
    /**
     * Keeps the outcome of a step and what it brings about, at once. Where the step is done already, whoever did it:
     * changes nothing and gives the outcome that is kept. Refused for a run that is not running. The events happen when
     * the step is done. What `RunRecord.unkeepable` names is a bug.
     */
    readonly finishStep: (
      userId: UserId,
      id: RunId,
      step: RunStep,
      effects: StepEffects
    ) => Effect.Effect<RunStep, RunNotFound | RunConflict | SkillTreeConflict | StoreUnavailable>
    /**
     * Tells what happens while a step is under way, and that somebody is at it: without events, that alone. Nothing is
     * told of a run that is over, or of none.
     */
    readonly tell: (
      userId: UserId,
      id: RunId,
      events: ReadonlyArray<NewRunEvent>,
      at: DateTime.Utc
    ) => Effect.Effect<void, StoreUnavailable>
    /** What happened after event `after`, oldest first. */
    readonly events: (
      userId: UserId,
      id: RunId,
      after: number,
      limit: number
    ) => Effect.Effect<ReadonlyArray<RunEvent>, StoreUnavailable>
    /** Says that something happened in some run. Some may be missed. */
    readonly nudges: Stream.Stream<RunId>
    /** Runs of anybody that are queued or running and were last touched before `before`: oldest first. */
    readonly unfinished: (before: DateTime.Utc, limit: number) => Effect.Effect<ReadonlyArray<Run>, StoreUnavailable>
    /**
     * Forgets steps and events of runs of anybody that ended before then; gives the number of those runs. The runs stay,
     * but are not queued again: nobody knows any more which of their steps took effect.
     */
    readonly forget: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
  }
>()("@loopi/core/ports/runs/RunStore") {}
