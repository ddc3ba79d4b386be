/**
 * A run is long work done for a learner in steps that are each done once: it can be watched, cancelled, and tried again
 * from the step that failed.
 */
import { Schema } from "effect"
import { Uuid } from "../Id.ts"
import { GoalId } from "../goals/Goal.ts"
import { SkillNodeId } from "../skillTrees/SkillTree.ts"
import { UserId } from "../users/User.ts"
import { text } from "../Text.ts"

export const RunId = Uuid.pipe(Schema.brand("RunId"))
export type RunId = typeof RunId.Type

export const RunKind = Schema.Literals(["goal_creation", "generation", "regeneration", "reembedding", "key_rotation"])
export type RunKind = typeof RunKind.Type

/** `queued` until somebody takes it up. The last three are final, but a failed or cancelled run may be tried again. */
export const RunStatus = Schema.Literals(["queued", "running", "succeeded", "failed", "cancelled"])
export type RunStatus = typeof RunStatus.Type

/** What a run is asked for. Which of it counts depends on the kind. */
export const RunInput = Schema.Struct({
  /** This skill alone; without it, every enabled skill of the goal. */
  nodeId: Schema.optionalKey(SkillNodeId),
  /** Cards wanted for each skill at most; without it, the author decides. */
  count: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 20 }))),
  /** Whether cards are studied at once, without waiting for approval. */
  approve: Schema.optionalKey(Schema.Boolean),
  /** The space to fill; without it, that of the present embedder. */
  space: Schema.optionalKey(text(1, 100))
})
export type RunInput = typeof RunInput.Type

/** Why a run ended early. `code` is stable: the one its error has everywhere else. */
export const RunFailure = Schema.Struct({
  code: text(1, 100),
  /** What the code leaves open: the limit that was met, the rule that was broken. */
  detail: Schema.optionalKey(text(1, 500)),
  /** The step it happened in. */
  step: Schema.NullOr(Schema.String),
  /** Whether trying again may help without anybody changing anything. */
  retryable: Schema.Boolean,
  /** When trying again makes sense, where that is known. */
  retryAt: Schema.NullOr(Schema.DateTimeUtc)
})
export type RunFailure = typeof RunFailure.Type

export class Run extends Schema.Class<Run>("Run")({
  id: RunId,
  /** Whose run it is, and whose budget it spends. */
  userId: UserId,
  kind: RunKind,
  goalId: Schema.NullOr(GoalId),
  input: RunInput,
  status: RunStatus,
  /** 1, and one more each time it is tried again. */
  attempt: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  failure: Schema.NullOr(RunFailure),
  createdAt: Schema.DateTimeUtc,
  updatedAt: Schema.DateTimeUtc
}) {}

export const isFinal = ({ status }: Pick<Run, "status">): boolean =>
  status === "succeeded" || status === "failed" || status === "cancelled"

/** What happened in a run. `seq` counts from 1 without gaps, so whoever watches can go on where they left off. */
export const RunEvent = Schema.Struct({
  seq: Schema.Int,
  at: Schema.DateTimeUtc,
  /**
   * `started`, `progress`, `succeeded`, `failed`, `cancelled`, `retried`; while an author writes, `skill` and
   * `card` for what comes in, which may be told again where a step is done again; `kept` and `left_out` once it is
   * decided.
   */
  kind: text(1, 50),
  /** Small JSON: ids, titles, counts. */
  detail: Schema.Json
})
export type RunEvent = typeof RunEvent.Type

/** An event before it is kept, which numbers it. */
export type NewRunEvent = Pick<RunEvent, "kind" | "detail">

/** What came out of a step. A step that is kept is not done again. */
export const RunStep = Schema.Struct({
  /** Unique in the run, such as `write/<nodeId>`. */
  name: text(1, 200),
  output: Schema.Json,
  at: Schema.DateTimeUtc
})
export type RunStep = typeof RunStep.Type

/** The caller's name for one request, so that sending it again is not asking twice. */
export const IdempotencyKey = text(1, 255).pipe(Schema.brand("IdempotencyKey"))
export type IdempotencyKey = typeof IdempotencyKey.Type

export class RunNotFound extends Schema.TaggedError<RunNotFound>()("RunNotFound", { id: RunId }) {}

/** The run is not in a state in which this can be asked: a finished one cannot be cancelled, a good one not retried. */
export class RunConflict extends Schema.TaggedError<RunConflict>()("RunConflict", { id: RunId, status: RunStatus }) {}

/** The key was used for another request. */
export class IdempotencyKeyReused extends Schema.TaggedError<IdempotencyKeyReused>()("IdempotencyKeyReused", {
  /** The run that the key began, if it began one. */
  runId: Schema.optionalKey(RunId)
}) {}
