/**
 * What a learner is told about how far they have come.
 */
import { Context, Effect, Layer } from "effect"
import type { Goal, GoalId, GoalNotFound } from "../../domain/goals/Goal.ts"
import { masteryOf, treeMastery } from "../../domain/study/Mastery.ts"
import { countCards, type DaySummary, forecast, meanRecall, trueRetention } from "../../domain/study/Progress.ts"
import type { MasteryReport, ProgressReport } from "../../domain/study/ProgressReport.ts"
import type { Review, ReviewId } from "../../domain/reviews/Review.ts"
import type { Schedule } from "../../domain/schedules/Schedule.ts"
import { StudyDay } from "../../domain/study/StudyDay.ts"
import type { UserId, UserNotFound } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import { Schedules } from "../../ports/schedules/Schedules.ts"
import type { SkillNodeId } from "../../domain/skillTrees/SkillTree.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { chosenGoals } from "../goals/chosenGoals.ts"
import { Goals } from "../goals/Goals.ts"
import { treeIfGrown } from "../skillTrees/treeIfGrown.ts"
import { Users } from "../users/Users.ts"

export class Progress extends Context.Service<
  Progress,
  {
    /** Where the learner stands today, with the due cards of the next `days` days. */
    readonly stats: (
      userId: UserId,
      options?: { readonly goalId?: GoalId; readonly days?: number }
    ) => Effect.Effect<ProgressReport, GoalNotFound | UserNotFound | StoreUnavailable>
    /** The last `days` study days on which something was reviewed, oldest first. */
    readonly history: (
      userId: UserId,
      days: number
    ) => Effect.Effect<ReadonlyArray<DaySummary>, UserNotFound | StoreUnavailable>
    /** Reviews, the newest first; `before` continues a page. */
    readonly reviews: (
      userId: UserId,
      page: { readonly before?: ReviewId; readonly limit: number }
    ) => Effect.Effect<ReadonlyArray<Review>, StoreUnavailable>
    /** The mastery of a goal and of each of its skills, with the numbers it comes from. */
    readonly mastery: (userId: UserId, goalId: GoalId) => Effect.Effect<MasteryReport, GoalNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/study/Progress") {
  static readonly layer: Layer.Layer<
    Progress,
    never,
    Users | Goals | SkillTreeStore | FlashcardStore | Schedules | ReviewLog
  > = Layer.effect(
    Progress,
    Effect.gen(function* () {
      const users = yield* Users
      const goals = yield* Goals
      const trees = yield* SkillTreeStore
      const cards = yield* FlashcardStore
      const schedules = yield* Schedules
      const log = yield* ReviewLog

      const masteryIn = Effect.fnUntraced(function* (userId: UserId, goalId: GoalId, studied: ReadonlyArray<Schedule>) {
        const tree = yield* treeIfGrown(trees, userId, goalId)
        if (tree === null) return { mastery: masteryOf(studied), nodes: [] }
        const byCard = new Map(studied.map((schedule) => [schedule.cardId, schedule]))
        const placed = new Set<SkillNodeId | null>(tree.nodes.map(({ id }) => id))
        const byNode = Map.groupBy(yield* cards.list(userId, { goalId, status: "active" }), ({ nodeId }) =>
          // A card whose skill is gone from the tree is a card without a skill.
          placed.has(nodeId) ? nodeId : null
        )
        const { goal, nodes } = treeMastery(tree, (id) =>
          (byNode.get(id) ?? []).flatMap((card) => byCard.get(card.id) ?? [])
        )
        return { mastery: goal, nodes }
      })

      const mastery = Effect.fn("Progress.mastery")(function* (userId: UserId, goalId: GoalId) {
        const goal = yield* goals.get(userId, goalId)
        return yield* masteryIn(userId, goal.id, yield* schedules.ofGoals(userId, [goal.id]))
      })

      const goalProgress = Effect.fnUntraced(function* (goal: Goal, studied: ReadonlyArray<Schedule>) {
        const { mastery } = yield* masteryIn(goal.userId, goal.id, studied)
        return { goal, mastery, completed: mastery === 100, cards: countCards(studied) }
      })

      const history = Effect.fn("Progress.history")(function* (userId: UserId, days: number) {
        const { today } = yield* users.today(userId)
        return yield* log.days(userId, { from: StudyDay.make(today - days + 1), to: today })
      })

      const stats = Effect.fn("Progress.stats")(function* (
        userId: UserId,
        { days = 14, goalId }: { readonly goalId?: GoalId; readonly days?: number } = {}
      ) {
        const { today } = yield* users.today(userId)
        const shown = yield* chosenGoals(goals, userId, goalId)
        const studied = yield* schedules.ofGoals(
          userId,
          shown.map((goal) => goal.id)
        )
        const month = yield* history(userId, 30)
        const byGoal = Map.groupBy(studied, (schedule) => schedule.goalId)

        return {
          studyDay: today,
          goals: yield* Effect.forEach(shown, (goal) => goalProgress(goal, byGoal.get(goal.id) ?? [])),
          cards: countCards(studied),
          today: month.find(({ day }) => day === today) ?? null,
          trueRetention: trueRetention(month),
          meanRecall: meanRecall(studied, today),
          forecast: forecast(studied, today, days)
        }
      })

      return Progress.of({ stats, history, reviews: log.latest, mastery })
    })
  )
}
