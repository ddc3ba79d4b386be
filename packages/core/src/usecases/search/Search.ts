/**
 * Finds a learner's goals and cards by what they mean and by the words in them.
 */
import { Context, Effect, Layer, Stream } from "effect"
import type { EmbeddedKind } from "../../domain/vectors/Embedding.ts"
import { type Flashcard, FlashcardId } from "../../domain/flashcards/Flashcard.ts"
import { type Goal, goalText } from "../../domain/goals/Goal.ts"
import {
  fuse,
  hitsShown,
  matcherOf,
  type Near,
  nearEnough,
  type Ranked,
  type SearchHit,
  type SearchReport,
  type SearchText,
  type WordMatch
} from "../../domain/search/Search.ts"
import type { UserId } from "../../domain/users/User.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { allCards } from "../flashcards/allCards.ts"
import { Embeddings } from "../vectors/Embeddings.ts"
import { Projector } from "../vectors/Projector.ts"

export interface SearchOptions {
  /** Goals or flashcards alone; without it, both. */
  readonly kind?: EmbeddedKind
  /** Hits wanted at most. */
  readonly limit?: number
}

export class Search extends Context.Service<
  Search,
  {
    /**
     * Best first, the same from every composition. Compares the words alone, and says so, where meanings cannot be
     * searched right now.
     */
    readonly find: (
      userId: UserId,
      text: SearchText,
      options?: SearchOptions
    ) => Effect.Effect<SearchReport, StoreUnavailable>
  }
>()("@loopi/core/usecases/search/Search") {
  static readonly layer: Layer.Layer<Search, never, GoalStore | FlashcardStore | Embeddings | Projector> = Layer.effect(
    Search,
    Effect.gen(function* () {
      const { settle } = yield* Projector
      const near = yield* nearBy
      const worded = yield* wordedBy
      const shown = yield* showing

      const find = Effect.fn("Search.find")(function* (
        userId: UserId,
        text: SearchText,
        { kind, limit = hitsShown }: SearchOptions = {}
      ) {
        const kinds: ReadonlyArray<EmbeddedKind> = kind === undefined ? ["goal", "flashcard"] : [kind]
        // After a restore, or when whoever wrote it was killed, vectors may still be to be made.
        const { neighbours, meaningSkipped } = yield* near(userId, text, kinds, settle(userId))
        const { matches, searched, wanted } = yield* worded(userId, text, kinds)

        const ranked = fuse(neighbours, matches, { searched, wanted })

        return { hits: yield* shown(userId, ranked, limit), meaningSkipped }
      })

      return Search.of({ find })
    })
  )
}

/** Neighbours of each kind that take part. */
const neighboursRead = 50

const nearBy = Effect.gen(function* () {
  const embeddings = yield* Embeddings

  const near = Effect.fnUntraced(function* (
    userId: UserId,
    text: string,
    kinds: ReadonlyArray<EmbeddedKind>,
    settled: Effect.Effect<void>
  ) {
    const { embed, nearest, space } = yield* embeddings.searched(userId)
    // Side by side: where the embedder hangs, both wait for it.
    const [vectors] = yield* Effect.all([embed([text]), settled], { concurrency: 2 })
    const found = yield* Effect.forEach(kinds, (kind) =>
      Effect.map(nearest(userId, kind, vectors, neighboursRead), ([neighbours = []]) =>
        neighbours.filter(({ score }) => score >= nearEnough(space)).map((one): Near => ({ ...one, kind }))
      )
    )
    return { neighbours: found.flat(), meaningSkipped: null }
  })

  return (...asked: Parameters<typeof near>) =>
    Effect.catchTags(near(...asked), {
      EmbedderFailed: ({ retryable }) => nobody(retryable ? "service_unavailable" : "embedding_failed"),
      StoreUnavailable: () => nobody("service_unavailable")
    })
})

const nobody = (meaningSkipped: SearchReport["meaningSkipped"]) => Effect.succeed({ neighbours: [], meaningSkipped })

/** Reads every text of the learner, page by page: a few thousand cards take some hundredths of a second. */
const wordedBy = Effect.gen(function* () {
  const goals = yield* GoalStore
  const cards = yield* FlashcardStore

  return Effect.fnUntraced(function* (userId: UserId, text: string, kinds: ReadonlyArray<EmbeddedKind>) {
    const { match, wanted } = matcherOf(text)
    const matches: Array<WordMatch> = []
    let searched = 0
    const look = (kind: EmbeddedKind, id: string, text: string) => {
      searched++
      const found = match({ kind, id }, text)
      if (found !== undefined) matches.push(found)
    }
    if (kinds.includes("goal")) {
      for (const goal of yield* goals.list(userId)) look("goal", goal.id, goalText(goal))
    }
    if (kinds.includes("flashcard")) {
      yield* Stream.runForEach(allCards(cards, userId), ({ answer, id, question }) =>
        Effect.sync(() => look("flashcard", id, `${question}\n${answer}`))
      )
    }
    return { matches, searched, wanted }
  })
})

/** What is ranked, as it is now: what was removed since it was found is left out. */
const showing = Effect.gen(function* () {
  const goals = yield* GoalStore
  const cards = yield* FlashcardStore

  return Effect.fnUntraced(function* (userId: UserId, ranked: ReadonlyArray<Ranked>, limit: number) {
    // More than are shown, as some may be gone.
    const first = ranked.slice(0, limit + 2 * neighboursRead)
    const ids = first.filter(({ kind }) => kind === "flashcard").map(({ id }) => FlashcardId.make(id))
    const ofCards = new Map<string, Flashcard>((yield* cards.many(userId, ids)).map((card) => [card.id, card]))
    const ofGoals = new Map<string, Goal>(
      ids.length === first.length ? [] : (yield* goals.list(userId)).map((goal) => [goal.id, goal])
    )
    const hits = first.flatMap(({ id, kind, ...why }): ReadonlyArray<SearchHit> => {
      const goal = kind === "goal" ? ofGoals.get(id) : undefined
      const card = kind === "flashcard" ? ofCards.get(id) : undefined
      if (goal !== undefined) return [{ kind: "goal", goal, ...why }]
      return card === undefined ? [] : [{ kind: "flashcard", card, ...why }]
    })
    return hits.slice(0, limit)
  })
})
