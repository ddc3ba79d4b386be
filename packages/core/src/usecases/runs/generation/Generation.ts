/**
 * Has flashcards written for the skills of a goal, and waits for them: a run, begun and seen to its end.
 */
import { Context, Effect, Layer, Schema, Stream } from "effect"
import {
  GenerationProgress,
  type GenerationReport,
  type GenerationRequest,
  type LeftOut
} from "../../../domain/runs/Generation.ts"
import { GoalNotFound } from "../../../domain/goals/Goal.ts"
import type { FlashcardId } from "../../../domain/flashcards/Flashcard.ts"
import { type Run, type RunEvent, type RunId, RunNotFound } from "../../../domain/runs/Run.ts"
import type { SkillNodeNotFound } from "../../../domain/skillTrees/SkillTree.ts"
import { SkillTreeNotFound } from "../../../domain/skillTrees/SkillTree.ts"
import type { UserId } from "../../../domain/users/User.ts"
import type { AuthorError } from "../../../ports/flashcards/FlashcardAuthor.ts"
import { FlashcardStore } from "../../../ports/flashcards/FlashcardStore.ts"
import { RunStore } from "../../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../../ports/StoreUnavailable.ts"
import { Runs } from "../Runs.ts"
import { Committed, skillOf } from "./outcomes.ts"
import { refusing } from "../refusing.ts"

export class Generation extends Context.Service<
  Generation,
  {
    /**
     * Writes drafts, skill by skill. Skills nobody has a note for are passed over, unless that is all of them. What a
     * failure leaves behind is whole: the drafts of the skills before it. Whoever stops waiting cancels the run.
     */
    readonly generate: (
      userId: UserId,
      request: GenerationRequest,
      onProgress?: (progress: GenerationProgress) => Effect.Effect<void>
    ) => Effect.Effect<GenerationReport, GoalNotFound | SkillTreeNotFound | SkillNodeNotFound | AuthorError>
    /** What a run has come to so far. One that writes no cards, and has no goal to write them for, counts as missing. */
    readonly report: (userId: UserId, id: RunId) => Effect.Effect<GenerationReport, RunNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/runs/generation/Generation") {
  static readonly layer: Layer.Layer<Generation, never, Runs | RunStore | FlashcardStore> = Layer.effect(
    Generation,
    Effect.gen(function* () {
      const runs = yield* Runs
      const store = yield* RunStore
      const cards = yield* FlashcardStore
      const refuse = yield* refusing

      /** What came out of a run, as far as it came. */
      const reportOf = Effect.fnUntraced(function* ({ id, userId }: Run, request: GenerationRequest) {
        const kept: Array<FlashcardId> = []
        const leftOut: Array<LeftOut> = []
        const uncovered: Array<GenerationReport["uncovered"][number]> = []
        let checkSkipped: string | null = null
        for (const { name, output } of yield* store.steps(userId, id)) {
          const nodeId = skillOf(name)
          if (nodeId === undefined) continue
          const committed = yield* decodeCommitted(output)
          uncovered.push(...committed.uncovered.map((finding) => ({ nodeId, ...finding })))
          kept.push(...committed.kept)
          leftOut.push(...committed.leftOut)
          checkSkipped = committed.skipped ?? checkSkipped
        }
        return { goalId: request.goalId, kept: yield* cards.many(userId, kept), leftOut, checkSkipped, uncovered }
      })

      const generate = Effect.fn("Generation.generate")(function* (
        userId: UserId,
        request: GenerationRequest,
        onProgress: (progress: GenerationProgress) => Effect.Effect<void> = () => Effect.void
      ) {
        const begun = yield* runs
          .startGeneration(userId, request)
          .pipe(Effect.catchTag("IdempotencyKeyReused", Effect.die))
        const ended = yield* runs.watch(userId, begun.id).pipe(
          Stream.runForEach((event) => Effect.forEach(progressIn(event), onProgress, { discard: true })),
          Effect.andThen(runs.get(userId, begun.id)),
          Effect.onInterrupt(() => Effect.ignore(runs.cancel(userId, begun.id))),
          Effect.catchTag("RunNotFound", () => GoalNotFound.make({ id: request.goalId }))
        )
        yield* refuse(ended, request.goalId, ({ code }) =>
          code === "skill_tree_not_found" ? SkillTreeNotFound.make({ goalId: request.goalId }) : undefined
        )
        return yield* reportOf(ended, request)
      })

      const report = Effect.fn("Generation.report")(function* (userId: UserId, id: RunId) {
        const run = yield* runs.get(userId, id)
        if (run.goalId === null) return yield* RunNotFound.make({ id })
        return yield* reportOf(run, { goalId: run.goalId })
      })

      return Generation.of({ generate, report })
    })
  )
}

const decodeCommitted = (output: unknown) =>
  Effect.orDie(Schema.decodeUnknownEffect(Schema.toCodecJson(Committed))(output))

const isProgress = Schema.is(GenerationProgress)

const progressIn = ({ detail, kind }: RunEvent): ReadonlyArray<GenerationProgress> =>
  kind === "progress" && isProgress(detail) ? [detail] : []
