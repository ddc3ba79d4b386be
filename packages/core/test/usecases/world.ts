/**
 * Every use case on stores in memory, with an embedder and authors of our own that can be told what to do.
 */
import {
  type Assignment,
  AuthorFailed,
  CardReviewer,
  CurrentPolicy,
  defaultPolicy,
  DistractorAuthor,
  Embedder,
  EmbedderFailed,
  type EmbeddingIndex,
  FlashcardAuthor,
  FlashcardStore,
  type Flows,
  type FlowWork,
  Goals,
  GoalTitle,
  Lexical,
  noReviewer,
  Notes,
  OtherEmbedders,
  type PlannedFact,
  type Policy,
  type ProposedCard,
  SkillTreeAuthor,
  type SkillTreeProposal,
  SkillTrees,
  type SourceDocument,
  SourceDocumentId,
  SourceDocumentStore,
  type SourceSpan,
  SpaceId,
  type Stores,
  TimeZoneName,
  UseCases,
  UserId,
  Users,
  type Vector
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { fixtures, TestFlows } from "@loopi/core/testing"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"

interface Parts {
  readonly stores?: Layer.Layer<Stores>
  readonly index?: Layer.Layer<EmbeddingIndex>
  readonly embedder?: Layer.Layer<Embedder>
  readonly others?: ReadonlyArray<Embedder["Service"]>
  readonly trees?: Layer.Layer<SkillTreeAuthor>
  readonly cards?: Layer.Layer<FlashcardAuthor>
  readonly distractors?: Layer.Layer<DistractorAuthor>
  readonly reviewer?: typeof CardReviewer.Service
  /** What carries runs out; left to itself, this process. */
  readonly flows?: Layer.Layer<Flows>
  readonly policy?: Partial<Policy>
}

/** A world of its own for each test that provides it. */
export const world = (parts: Parts = {}): Layer.Layer<UseCases.UseCases | Stores | EmbeddingIndex | FlowWork> =>
  UseCases.layer.pipe(
    Layer.provide(parts.flows ?? Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
    Layer.provideMerge(UseCases.layerFlowWork),
    Layer.provideMerge(parts.stores ?? MemoryStores.layer),
    Layer.provideMerge(parts.index ?? MemoryEmbeddingIndex.layer),
    Layer.provide(parts.embedder ?? lexical),
    Layer.provide(Layer.succeed(OtherEmbedders, parts.others ?? [])),
    Layer.provide(parts.trees ?? treesOf(() => [])),
    Layer.provide(parts.cards ?? cardsOf(() => [])),
    Layer.provide(parts.distractors ?? noDistractors),
    Layer.provide(Layer.succeed(CardReviewer, parts.reviewer ?? noReviewer)),
    Layer.provide(Layer.succeed(CurrentPolicy, { ...defaultPolicy, ...parts.policy }))
  )

/** Stores that let others go first before they write, as a database does. */
export const slow: Parts = {
  stores: Layer.mergeAll(
    Layer.effect(
      FlashcardStore,
      FlashcardStore.use((it) =>
        Effect.succeed(
          FlashcardStore.of({ ...it, insert: (cards) => Effect.andThen(Effect.yieldNow, it.insert(cards)) })
        )
      )
    ),
    Layer.effect(
      SourceDocumentStore,
      SourceDocumentStore.use((it) =>
        Effect.succeed(
          SourceDocumentStore.of({ ...it, insert: (note) => Effect.andThen(Effect.yieldNow, it.insert(note)) })
        )
      )
    )
  ).pipe(Layer.provideMerge(MemoryStores.layer))
}

/** An embedder of the lexical space, which `fails` while the given answer is a failure, or gives `instead`. */
export const lexicalUnless = (
  fails: (texts: ReadonlyArray<string>) => EmbedderFailed | null,
  instead: () => ReadonlyArray<Vector> | null = () => null
): Layer.Layer<Embedder> =>
  Layer.succeed(Embedder, {
    space: SpaceId.make("lexical-1"),
    embed: (texts) =>
      Effect.suspend(
        () => fails(texts) ?? Effect.succeed(instead() ?? texts.map((text) => Lexical.lexicalVector(text)))
      )
  })

export const lexical = lexicalUnless(() => null)

export const embedderDown = EmbedderFailed.make({ reason: "unreachable", retryable: true })

/** An author of trees that proposes what it is told, or fails as it is told. */
export const treesOf = (
  propose: (documents: ReadonlyArray<SourceDocument>) => ReadonlyArray<SkillTreeProposal.ProposedSkill> | AuthorFailed
): Layer.Layer<SkillTreeAuthor> =>
  // Gives way first, as an author does that has to ask somebody.
  Layer.succeed(SkillTreeAuthor, {
    propose: ({ documents }) =>
      Stream.fromIterableEffect(Effect.andThen(Effect.yieldNow, () => orFail(propose(documents))))
  })

export const cardsOf = (
  write: (assignment: Assignment) => ReadonlyArray<ProposedCard> | AuthorFailed
): Layer.Layer<FlashcardAuthor> =>
  Layer.succeed(FlashcardAuthor, {
    plan: (assignment) =>
      Effect.map(
        Effect.suspend(() => orFail(write(assignment))),
        (cards) => cards.map(factOf)
      ),
    write: (assignment) => Stream.fromIterableEffect(Effect.suspend(() => orFail(write(assignment)))),
    rewrite: () => AuthorFailed.make({ reason: "not_offered", retryable: false })
  })

const noDistractors = Layer.succeed(DistractorAuthor, {
  write: (_assignment, cards) => Effect.succeed(cards.map(() => []))
})

export const factOf = ({ kind, question, source }: ProposedCard): PlannedFact => ({ statement: question, kind, source })

const orFail = <A>(answer: ReadonlyArray<A> | AuthorFailed): Effect.Effect<ReadonlyArray<A>, AuthorFailed> =>
  answer instanceof AuthorFailed ? answer : Effect.succeed(answer)

export const skill = (
  title: string,
  children: ReadonlyArray<SkillTreeProposal.ProposedSkill> = [],
  source: SourceSpan | null = null
): SkillTreeProposal.ProposedSkill => ({ title, description: "", source, children })

/** A place in a note, a few words long. */
export const span = (start: number): SourceSpan => ({ documentId: noteId, start, end: start + 20 })

const noteId = SourceDocumentId.make("00000000-0000-7000-8000-00000000d0c5")

export const proposedCard = (question: string, answer: string, fields: Partial<ProposedCard> = {}): ProposedCard => ({
  fact: 0,
  kind: "qa",
  question,
  answer,
  source: null,
  authorship: { author: "test", model: null, promptVersion: null, confidence: 1 },
  ...fields
})

/** A learner in UTC whose days begin at four, on the morning of 2 January 2026. */
export const newLearner = Effect.gen(function* () {
  const users = yield* Users
  const { id } = yield* fixtures.makeUser()
  yield* TestClock.setTime(fixtures.january(2, 9).epochMilliseconds)
  yield* users.ensure(UserId.make(id), "Ada", { timeZone: TimeZoneName.make("UTC"), rolloverHour: 4 })
  return id
})

export const newGoal = Effect.fnUntraced(function* (learner: UserId, title = "Read Portuguese poetry") {
  const goals = yield* Goals
  return yield* goals.create(learner, { title: GoalTitle.make(title) })
})

/** A goal with a note whose text is the given one, and the tree its author proposes. */
export const newGrown = Effect.fnUntraced(function* (learner: UserId, text: string) {
  const goal = yield* newGoal(learner)
  const document = yield* (yield* Notes).add(learner, goal.id, { name: "note.md", text })
  const tree = yield* (yield* SkillTrees).grow(learner, goal.id)
  return { goal, document, tree }
})
