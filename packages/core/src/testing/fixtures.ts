/**
 * What contracts are played with. Every test mints its own learner, so none sees another's rows.
 */
import { DateTime, Effect } from "effect"
import { Answer, Flashcard, FlashcardId, Question } from "../domain/flashcards/Flashcard.ts"
import { Goal, GoalId, type GoalLimits, GoalTitle, noDescription } from "../domain/goals/Goal.ts"
import { replay, undoLast } from "../domain/reviews/Replay.ts"
import { type Rating, type Review, ReviewId } from "../domain/reviews/Review.ts"
import { newSchedule, type Schedule } from "../domain/schedules/Schedule.ts"
import { rate, reviewOf } from "../domain/schedules/Scheduler.ts"
import { SkillNode, SkillNodeId, SkillTitle, SkillTree } from "../domain/skillTrees/SkillTree.ts"
import { SourceDocument, SourceDocumentId } from "../domain/notes/Source.ts"
import { StudyDay, TimeZoneName } from "../domain/study/StudyDay.ts"
import { User, UserId } from "../domain/users/User.ts"
import { FlashcardStore } from "../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../ports/goals/GoalStore.ts"
import { Ids } from "../ports/Ids.ts"
import { ReviewLog } from "../ports/reviews/ReviewLog.ts"
import { Schedules } from "../ports/schedules/Schedules.ts"
import { UserStore } from "../ports/users/UserStore.ts"

/** Roomy limits, for tests that are about something else. */
export const limits: GoalLimits = { active: 100, archived: 100 }

/** A moment on a day of January 2026, UTC. */
export const january = (day: number, hour = 12): DateTime.Utc =>
  DateTime.makeUnsafe({ year: 2026, month: 1, day, hour })

/** The study day of `january(day)` for a learner in UTC. */
export const januaryDay = (day: number): StudyDay => StudyDay.make(20_453 + day)

const nextId = Effect.flatMap(Ids, (ids) => ids.next)

export const makeUser = Effect.fnUntraced(function* () {
  return User.make({
    id: UserId.make(yield* nextId),
    name: "Ada",
    timeZone: TimeZoneName.make("Europe/Lisbon"),
    rolloverHour: 4,
    createdAt: january(1)
  })
})

/** A learner nobody has met, known to the store. */
export const newLearner: Effect.Effect<UserId, never, UserStore> = Effect.gen(function* () {
  const users = yield* UserStore
  const user = yield* makeUser()
  yield* Effect.orDie(users.insert(user))
  return user.id
})

export const makeGoal = Effect.fnUntraced(function* (userId: UserId, fields: Partial<Goal> = {}) {
  return Goal.make({
    id: GoalId.make(yield* nextId),
    userId,
    title: GoalTitle.make("Read Portuguese poetry"),
    description: noDescription,
    status: "active",
    createdAt: january(1),
    updatedAt: january(1),
    ...fields
  })
})

/** A goal of the learner's that is kept. */
export const newGoal = Effect.fnUntraced(function* (userId: UserId, fields: Partial<Goal> = {}) {
  const goals = yield* GoalStore
  const goal = yield* makeGoal(userId, fields)
  yield* Effect.orDie(goals.insert(goal, limits))
  return goal
})

/** A tree of a category "Poets" with the topics "Pessoa" and "Camões". */
export const makeTree = Effect.fnUntraced(function* (goal: Goal, version = 1) {
  const node = Effect.fnUntraced(function* (title: string, parentId: SkillNodeId | null, position: number) {
    const id = SkillNodeId.make(yield* nextId)
    const depth = parentId === null ? 1 : 2
    const fields = { description: "", enabled: true, source: null }
    return SkillNode.make({ ...fields, id, parentId, depth, position, title: SkillTitle.make(title) })
  })
  const poets = yield* node("Poets", null, 0)
  const nodes = [poets, yield* node("Pessoa", poets.id, 0), yield* node("Camões", poets.id, 1)]
  return SkillTree.make({
    goalId: goal.id,
    userId: goal.userId,
    version,
    nodes,
    prerequisites: nodes.slice(2).map(({ id }) => ({ nodeId: id, requiresId: nodes[1]?.id ?? id })),
    createdAt: january(2)
  })
})

export const makeDocument = Effect.fnUntraced(function* (goal: Goal, fields: Partial<SourceDocument> = {}) {
  return SourceDocument.make({
    id: SourceDocumentId.make(yield* nextId),
    userId: goal.userId,
    goalId: goal.id,
    name: "poets.md",
    text: "# Poets\r\n\r\nSaudade \u{1F1F5}\u{1F1F9} is a longing.  \n",
    createdAt: january(1),
    ...fields
  })
})

export const makeCard = Effect.fnUntraced(function* (goal: Goal, fields: Partial<Flashcard> = {}) {
  return Flashcard.make({
    id: FlashcardId.make(yield* nextId),
    userId: goal.userId,
    goalId: goal.id,
    nodeId: null,
    kind: "basic",
    question: Question.make("What is saudade?"),
    answer: Answer.make("A longing"),
    status: "active",
    source: null,
    authorship: { author: "learner", model: null, promptVersion: null, confidence: 1 },
    distractors: [],
    runId: null,
    keptBecause: null,
    createdAt: january(1),
    updatedAt: january(1),
    ...fields
  })
})

/** An active card of the goal that is kept. */
export const newCard = Effect.fnUntraced(function* (goal: Goal, fields: Partial<Flashcard> = {}) {
  const cards = yield* FlashcardStore
  const card = yield* makeCard(goal, fields)
  yield* Effect.orDie(cards.insert([card]))
  return card
})

/** The schedule of a card that is kept and has just begun to be studied. */
export const newStudied = Effect.fnUntraced(function* (goal: Goal) {
  const schedules = yield* Schedules
  const schedule = newSchedule(yield* newCard(goal))
  yield* Effect.orDie(schedules.start([schedule]))
  return schedule
})

/** What a rating on a day of January leads to: the schedule after it and the review. `null` takes back the last one. */
export const makeReview = Effect.fnUntraced(function* (
  before: Schedule,
  rating: Rating | null,
  day: number,
  history: ReadonlyArray<Review> = []
) {
  const answer = { reviewedAt: january(day), studyDay: januaryDay(day), desiredRetention: 0.9 }
  const start = newSchedule({ ...before, id: before.cardId })
  const after = rating === null ? (undoLast(start, history) ?? before) : rate(before, { ...answer, rating })
  const id = ReviewId.make(yield* nextId)
  const review = reviewOf(before, { ...answer, id, rating, durationMs: 1_500 })
  return { after, review }
})

/** Rates a card through the store, one rating a day from the 1st of January on. Gives back its history. */
export const study = Effect.fnUntraced(function* (start: Schedule, ratings: ReadonlyArray<Rating | null>) {
  const schedules = yield* Schedules
  const log = yield* ReviewLog
  let schedule = start
  for (const [i, rating] of ratings.entries()) {
    const history = yield* log.ofCard(start.userId, start.cardId)
    const { after, review } = yield* makeReview(schedule, rating, i + 1, history)
    yield* schedules.record(after, review)
    schedule = after
  }
  const reviews = yield* log.ofCard(start.userId, start.cardId)
  return { schedule, reviews, replayed: replay(start, reviews) }
}, Effect.orDie)
