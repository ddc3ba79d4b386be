/**
 * Finds cards that are forgotten more often than scheduling predicts, and what they have in common.
 */
import { Context, Effect, Layer, Schema, Stream } from "effect"
import { type RecallGap as Gap, gapOf, isToRewrite, RecallGap, type Trial } from "../../domain/flashcards/CardHealth.ts"
import { Flashcard, type FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import type { GoalId } from "../../domain/goals/Goal.ts"
import { stillStanding } from "../../domain/study/Progress.ts"
import type { Review } from "../../domain/reviews/Review.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { ReviewLog } from "../../ports/reviews/ReviewLog.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { allCards } from "./allCards.ts"
import type { Refined } from "../drafts/Draft.ts"
import { Drafts, type NotRefined } from "../drafts/Drafts.ts"

/** Cards that share something, and how they do. */
export const GroupHealth = Schema.Struct({
  /** The author, the model, the version of the prompt, or the id of the note; `null` where there is none. */
  name: Schema.NullOr(Schema.String),
  cards: Schema.Int,
  ...RecallGap.fields
})
export type GroupHealth = typeof GroupHealth.Type

export const HealthReport = Schema.Struct({
  /** All cards that were reviewed. */
  all: GroupHealth,
  /** Those that something seems to be wrong with, the worst first. Of cards as good as expected, one in 40 is among them. */
  toRewrite: Schema.Array(Schema.Struct({ card: Flashcard, ...RecallGap.fields })),
  authors: Schema.Array(GroupHealth),
  models: Schema.Array(GroupHealth),
  promptVersions: Schema.Array(GroupHealth),
  sources: Schema.Array(GroupHealth)
})
export type HealthReport = typeof HealthReport.Type

export class CardHealth extends Context.Service<
  CardHealth,
  {
    /** Of all of the learner's cards, or those of a goal. None is to be rewritten for what it said before it was. */
    readonly report: (
      userId: UserId,
      options?: { readonly goalId?: GoalId }
    ) => Effect.Effect<HealthReport, StoreUnavailable>
    /** Has a card written anew because of how it does, with what the learner adds to that. */
    readonly rewrite: (userId: UserId, cardId: FlashcardId, feedback?: string) => Effect.Effect<Refined, NotRefined>
  }
>()("@loopi/core/usecases/flashcards/CardHealth") {
  static readonly layer: Layer.Layer<CardHealth, never, FlashcardStore | ReviewLog | Drafts> = Layer.effect(
    CardHealth,
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const log = yield* ReviewLog
      const drafts = yield* Drafts

      /** What the ratings since a card says what it says came to. */
      const trialsSince = Effect.fnUntraced(function* (
        userId: UserId,
        { id }: Flashcard,
        reviews: ReadonlyArray<Review>
      ) {
        const revisions = yield* cards.revisions(userId, id)
        const since = Math.max(0, ...revisions.map(({ replacedAt }) => replacedAt.epochMilliseconds))
        return trialsOf(reviews.filter(({ reviewedAt }) => reviewedAt.epochMilliseconds >= since))
      })

      const report = Effect.fn("CardHealth.report")(function* (
        userId: UserId,
        { goalId }: { readonly goalId?: GoalId } = {}
      ) {
        const all = yield* Stream.runCollect(allCards(cards, userId))
        const known = new Map(all.map((card) => [card.id, card]))
        const tried: Array<Tried> = []
        yield* historiesIn(log.replay(userId)).pipe(
          Stream.runForEach(
            Effect.fnUntraced(function* (reviews) {
              const card = reviews[0] && known.get(reviews[0].cardId)
              if (card === undefined || (goalId !== undefined && card.goalId !== goalId)) return
              const trials = trialsOf(reviews)
              if (trials.length === 0) return
              // Only then can a card have been written anew since: few have, and asking costs a query.
              const isSuspect = isToRewrite(gapOf(trials))
              tried.push({ card, trials: isSuspect ? yield* trialsSince(userId, card, reviews) : trials })
            })
          )
        )
        return reportOf(tried)
      })

      const rewrite = Effect.fn("CardHealth.rewrite")(function* (
        userId: UserId,
        cardId: FlashcardId,
        feedback?: string
      ) {
        const gap = gapOf(trialsOf(stillStanding(yield* log.ofCard(userId, cardId))))
        return yield* drafts.refine(userId, cardId, [complaintOf(gap), feedback ?? ""].join(" ").trim())
      })

      return CardHealth.of({ report, rewrite })
    })
  )
}

interface Tried {
  readonly card: Flashcard
  readonly trials: ReadonlyArray<Trial>
}

/** Each card's standing reviews; the history comes card by card. */
const historiesIn = <E, R>(history: Stream.Stream<Review, E, R>) =>
  Stream.map(
    Stream.groupAdjacentBy(history, ({ cardId }) => cardId),
    ([, reviews]) => stillStanding(reviews)
  )

/** While a card is being learned nothing is predicted of it that could be compared. */
const trialsOf = (reviews: ReadonlyArray<Review>): ReadonlyArray<Trial> =>
  reviews.flatMap(({ phase, predicted, rating }) =>
    phase === "review" && predicted !== null && rating !== null ? [{ predicted, recalled: rating > 1 }] : []
  )

const reportOf = (tried: ReadonlyArray<Tried>): HealthReport => ({
  all: healthOf(null, tried),
  toRewrite: tried
    .map(({ card, trials }) => ({ card, ...gapOf(trials) }))
    .filter(isToRewrite)
    .toSorted((a, b) => a.high - b.high),
  authors: groups(tried, ({ authorship }) => authorship.author),
  models: groups(tried, ({ authorship }) => authorship.model),
  promptVersions: groups(tried, ({ authorship }) => authorship.promptVersion),
  sources: groups(tried, ({ source }) => source?.documentId ?? null)
})

/** The largest group first. */
const groups = (tried: ReadonlyArray<Tried>, nameOf: (card: Flashcard) => string | null): ReadonlyArray<GroupHealth> =>
  [...Map.groupBy(tried, ({ card }) => nameOf(card))]
    .map(([name, some]) => healthOf(name, some))
    .toSorted((a, b) => b.reviews - a.reviews)

const healthOf = (name: string | null, tried: ReadonlyArray<Tried>): GroupHealth => ({
  name,
  cards: tried.length,
  ...gapOf(tried.flatMap(({ trials }) => trials))
})

const inPercent = (share: number): string => `${Math.round(share * 100)} %`

const complaintOf = ({ observed, predicted, reviews }: Gap): string =>
  reviews === 0
    ? ""
    : `The card is hard to remember: of ${reviews} times it was asked, it was recalled ${inPercent(observed)}, where ` +
      `${inPercent(predicted)} was expected. Ask for the same fact so that it is clearer what is meant.`
