/**
 * What a signed-in learner may ask for once, by the use case it is done by, on stores that are prepared for it.
 */
import {
  allScopes,
  Answer,
  ApiTokens,
  Duplicates,
  Embedder,
  Embeddings,
  Flashcards,
  type Goal,
  Goals,
  GoalTitle,
  Keys,
  Lexical,
  LockedCards,
  Notes,
  Projector,
  Question,
  SkillTreeAuthor,
  SkillTrees,
  SkillTreeStore,
  SpaceId,
  type Stores,
  Study,
  Users,
  VectorWriter
} from "@loopi/core"
import { MemoryEmbeddingIndex } from "@loopi/core/memory"
import { fixtures, TestMasterKeys } from "@loopi/core/testing"
import { Effect, Layer, Redacted } from "effect"
import type { SqlClient } from "effect/sql"
import { settleIn } from "./members.ts"

/** What has to be there. */
export type Kept = Stores | SqlClient.SqlClient | TestMasterKeys

const lexical = Layer.succeed(Embedder, {
  space: SpaceId.make("lexical-1"),
  embed: (texts) => Effect.sync(() => texts.map((text) => Lexical.lexicalVector(text)))
})

/** The use cases over these stores, with vectors in memory. */
export const useCases = Layer.mergeAll(Study.layer, Flashcards.layer, Notes.layer, Keys.layer, ApiTokens.layer).pipe(
  Layer.provideMerge(Layer.mergeAll(Goals.layer, Users.layer, SkillTrees.layer)),
  Layer.provideMerge(Layer.mergeAll(Duplicates.layer, LockedCards.layer)),
  Layer.provideMerge(Layer.provide(Projector.layer, VectorWriter.layer)),
  Layer.provide(Embeddings.layer),
  Layer.provide([lexical, MemoryEmbeddingIndex.layer, Layer.mock(SkillTreeAuthor)({})])
)

/** A learner who has everything that can be asked about. */
export const newAsker = Effect.gen(function* () {
  const trees = yield* SkillTreeStore
  const userId = yield* settleIn
  const goal = yield* fixtures.newGoal(userId)
  yield* trees.save(yield* fixtures.makeTree(goal))
  yield* trees.save(yield* fixtures.makeTree(goal, 2))
  const archived = yield* fixtures.newGoal(userId, { status: "archived" })
  const draft = yield* fixtures.newCard(goal, { status: "draft" })
  const fresh = yield* fixtures.newStudied(goal)
  const { schedule: rated } = yield* fixtures.study(yield* fixtures.newStudied(goal), [3])
  return { userId, goal, archived, draft, fresh, rated }
})
export type Asker = Effect.Success<typeof newAsker>

const written = { question: Question.make("Who wrote Mensagem?"), answer: Answer.make("Fernando Pessoa") }

const ofGoal = ({ id }: Goal) => ({ ...written, goalId: id })

/** What use cases are asked by. */
export type Asked = Goals | Notes | Flashcards | Study | SkillTrees | Keys | ApiTokens | TestMasterKeys
export type Ask = (asker: Asker) => Effect.Effect<unknown, never, Asked>

/** A use case that refuses what was prepared for it is a mistake of the test. */
const willing =
  <A, E, R>(ask: (asker: Asker) => Effect.Effect<A, E, R>) =>
  (asker: Asker) =>
    Effect.orDie(ask(asker))

/** By what it is called in the name of a test. */
export const asks: Record<string, Ask> = {
  "creating a goal": willing(({ userId }) =>
    Goals.use((goals) => goals.create(userId, { title: GoalTitle.make("Learn to juggle") }))
  ),
  "archiving a goal": willing(({ goal, userId }) => Goals.use((goals) => goals.setStatus(userId, goal.id, "archived"))),
  "restoring a goal": willing(({ archived, userId }) =>
    Goals.use((goals) => goals.setStatus(userId, archived.id, "active"))
  ),
  "adding a note": willing(({ goal, userId }) =>
    Notes.use((notes) => notes.add(userId, goal.id, { name: "poets.md", text: "# Poets\n\nPessoa wrote Mensagem." }))
  ),
  "adding a flashcard": willing(({ goal, userId }) => Flashcards.use((cards) => cards.add(userId, ofGoal(goal)))),
  "approving a draft": willing(({ draft, userId }) => Flashcards.use((cards) => cards.approve(userId, [draft.id]))),
  "discarding a draft": willing(({ draft, userId }) => Flashcards.use((cards) => cards.discard(userId, [draft.id]))),
  "rating a card": willing(({ fresh, userId }) =>
    Study.use((study) => study.rate(userId, { cardId: fresh.cardId, version: fresh.version, rating: 3 }))
  ),
  "undoing a rating": willing(({ rated, userId }) =>
    Study.use((study) => study.undo(userId, rated.cardId, rated.version))
  ),
  "restoring a tree": willing(({ goal, userId }) => SkillTrees.use((trees) => trees.restore(userId, goal.id, 1))),
  "making a token": willing(({ userId }) =>
    ApiTokens.use((tokens) =>
      tokens.create({ userId, scopes: allScopes, credential: { kind: "host" } }, { name: "a script", scopes: ["read"] })
    )
  ),
  "adding a key": willing(({ userId }) =>
    Effect.gen(function* () {
      yield* (yield* TestMasterKeys).renew
      return yield* Keys.use((keys) => keys.add(userId, "anthropic", Redacted.make("sk-test-0123456789abcdef")))
    })
  )
}

/** What is looked up on the way, also in what belongs to nobody. */
export const checks: Record<string, Ask> = {
  "a goal": willing(({ userId }) =>
    Goals.use((goals) => goals.similar(userId, { title: GoalTitle.make("Learn to juggle with three balls") }))
  ),
  "a card": willing(({ userId }) => Flashcards.use((cards) => cards.duplicatesOf(userId, written)))
}
