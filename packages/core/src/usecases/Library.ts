/**
 * Brings what can be searched in line with what is kept.
 */
import { Context, Effect, Layer } from "effect"
import { goalText } from "../domain/Goal.ts"
import type { UserId } from "../domain/User.ts"
import { FlashcardStore } from "../ports/FlashcardStore.ts"
import { GoalStore } from "../ports/GoalStore.ts"
import type { EmbedderFailed } from "../ports/Embedder.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"
import { Embeddings } from "./Embeddings.ts"

export class Library extends Context.Service<
  Library,
  {
    /** Writes the vectors that are missing or out of date, and removes those of goals and cards that are gone. */
    readonly align: (
      userId: UserId
    ) => Effect.Effect<{ readonly written: number; readonly removed: number }, EmbedderFailed | StoreUnavailable>
  }
>()("@loopi/core/usecases/Library") {
  static readonly layer: Layer.Layer<Library, never, GoalStore | FlashcardStore | Embeddings> = Layer.effect(
    Library,
    Effect.gen(function* () {
      const goals = yield* GoalStore
      const cards = yield* FlashcardStore
      const embeddings = yield* Embeddings

      const align = Effect.fn("Library.align")(function* (userId: UserId) {
        const wanted = (yield* goals.list(userId)).map((goal) => ({ id: goal.id, text: goalText(goal) }))
        const asked = (yield* cards.list(userId, {})).map((card) => ({ id: card.id, text: card.question }))
        const ofGoals = yield* embeddings.align(userId, "goal", wanted)
        const ofCards = yield* embeddings.align(userId, "flashcard", asked)
        return { written: ofGoals.written + ofCards.written, removed: ofGoals.removed + ofCards.removed }
      })

      return Library.of({ align })
    })
  )
}
