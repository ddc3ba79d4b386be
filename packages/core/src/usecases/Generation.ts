/**
 * Has flashcards written for the skills of a goal, and keeps only what passes every check.
 */
import { Context, DateTime, Effect, Layer, Stream } from "effect"
import { checkCard, isAcceptable } from "../domain/CardQuality.ts"
import { Answer, Flashcard, FlashcardId, Question } from "../domain/Flashcard.ts"
import type { GenerationProgress, GenerationReport, LeftOut } from "../domain/Generation.ts"
import type { Goal, GoalId, GoalNotFound } from "../domain/Goal.ts"
import { type DuplicateHit, normalise } from "../domain/Similarity.ts"
import {
  pathOf,
  type SkillNode,
  type SkillNodeId,
  SkillNodeNotFound,
  type SkillTreeNotFound
} from "../domain/SkillTree.ts"
import { quoteOf, type SourceDocument, type SourceSpan } from "../domain/Source.ts"
import type { UserId } from "../domain/User.ts"
import type { AuthorFailed } from "../ports/AuthorFailed.ts"
import { CurrentPolicy } from "../ports/CurrentPolicy.ts"
import { FlashcardAuthor, type ProposedCard } from "../ports/FlashcardAuthor.ts"
import { FlashcardStore } from "../ports/FlashcardStore.ts"
import { Ids } from "../ports/Ids.ts"
import { SourceDocumentStore } from "../ports/SourceDocumentStore.ts"
import type { StoreUnavailable } from "../ports/StoreUnavailable.ts"
import { Duplicates } from "./Duplicates.ts"
import { Embeddings } from "./Embeddings.ts"
import { Goals } from "./Goals.ts"
import { SkillTrees } from "./SkillTrees.ts"

/** What to write cards for. */
export interface GenerationRequest {
  readonly goalId: GoalId
  /** This skill alone; without it, every enabled skill of the goal. */
  readonly nodeId?: SkillNodeId
  /** Cards wanted for each skill at most; without it, the author decides. */
  readonly count?: number
}

export class Generation extends Context.Service<
  Generation,
  {
    /**
     * Writes drafts, skill by skill. Skills nobody has a note for are passed over, unless that is all of them. What a
     * failure leaves behind is whole: the drafts of the skills before it.
     */
    readonly generate: (
      userId: UserId,
      request: GenerationRequest,
      onProgress?: (progress: GenerationProgress) => Effect.Effect<void>
    ) => Effect.Effect<
      GenerationReport,
      GoalNotFound | SkillTreeNotFound | SkillNodeNotFound | AuthorFailed | StoreUnavailable
    >
  }
>()("@loopi/core/usecases/Generation") {
  static readonly layer: Layer.Layer<
    Generation,
    never,
    Goals | SkillTrees | SourceDocumentStore | FlashcardStore | FlashcardAuthor | Duplicates | Embeddings
  > = Layer.effect(
    Generation,
    Effect.gen(function* () {
      const goals = yield* Goals
      const trees = yield* SkillTrees
      const documents = yield* SourceDocumentStore
      const cards = yield* FlashcardStore
      const author = yield* FlashcardAuthor
      const duplicates = yield* Duplicates
      const embeddings = yield* Embeddings
      const ids = yield* Ids
      const policy = yield* CurrentPolicy

      /** Writes, checks and keeps the cards of one skill. */
      const writeFor = Effect.fn("Generation.writeFor")(function* (task: Task) {
        const { count, document, goal, node, path, userId } = task
        const proposed = yield* author
          .write({ goal, node, path, document, count })
          .pipe(Stream.take(Math.min(count ?? mostPerNode, mostPerNode)), Stream.runCollect)
        const others = yield* cards.list(userId, { goalId: goal.id, nodeId: node.id })
        const drafts: Array<Flashcard> = []
        const leftOut: Array<LeftOut> = []

        for (const card of proposed) {
          const findings = yield* Effect.sync(() => judge(card, task, [...others, ...drafts]))
          const copied = [...others, ...drafts].filter((other) => isCopy(card, other)).map(asHit)
          if (copied.length > 0) leftOut.push({ ...sidesOf(card), nodeId: node.id, findings: [], duplicates: copied })
          else if (isAcceptable(findings)) {
            drafts.push(draftOf(card, task, FlashcardId.make(yield* ids.next), yield* DateTime.now))
          } else leftOut.push({ ...sidesOf(card), nodeId: node.id, findings, duplicates: [] })
        }

        const { hits, skipped } = yield* duplicates.check(userId, drafts).pipe(
          Effect.map((hits) => ({ hits, skipped: null })),
          Effect.catchTag("CheckSkipped", ({ reason }) =>
            Effect.succeed({ hits: [] as ReadonlyArray<ReadonlyArray<DuplicateHit>>, skipped: reason })
          )
        )
        const kept = drafts.filter((_, i) => (hits[i] ?? []).length === 0)
        const repeated = drafts.flatMap((card, i) => {
          const of = hits[i] ?? []
          return of.length === 0 ? [] : [{ ...sidesOf(card), nodeId: node.id, findings: [], duplicates: of }]
        })

        yield* cards.insert(kept)
        yield* embeddings
          .keep(
            userId,
            "flashcard",
            kept.map(({ id, question }) => ({ id, text: question }))
          )
          .pipe(
            Effect.catchTag("EmbedderFailed", (failed) => Effect.logWarning("cards wait for their vectors", failed))
          )
        return { kept, leftOut: [...leftOut, ...repeated], skipped, unread: null }
      })

      // A copy is told without an embedder, so that no outage lets the same card in twice.
      const asHit = (card: Flashcard): DuplicateHit => {
        const same = { score: 1, answerScore: 1, rule: "same_text", space: embeddings.space } as const
        return { ...sidesOf(card), ...same, cardId: card.id }
      }

      const generate = Effect.fn("Generation.generate")(function* (
        userId: UserId,
        request: GenerationRequest,
        onProgress: (progress: GenerationProgress) => Effect.Effect<void> = () => Effect.void
      ) {
        const goal = yield* goals.get(userId, request.goalId)
        const tree = yield* trees.get(userId, request.goalId)
        const nodes = tree.nodes.filter((node) =>
          request.nodeId === undefined ? node.enabled : node.id === request.nodeId
        )
        if (nodes.length === 0 && request.nodeId !== undefined) {
          return yield* SkillNodeNotFound.make({ id: request.nodeId })
        }
        const notes = new Map<string, SourceDocument>(
          (yield* documents.list(userId, goal.id)).map((document) => [document.id, document])
        )
        const count = request.count === undefined ? null : Math.min(request.count, policy.cardsPerNodeMaximum)

        const kept: Array<Flashcard> = []
        const leftOut: Array<LeftOut> = []
        const unread: Array<AuthorFailed> = []
        let checkSkipped: string | null = null
        for (const [i, node] of nodes.entries()) {
          const document = notes.get(node.source?.documentId ?? "") ?? null
          const task = { userId, goal, node, document, count, path: pathOf(tree, node.id) }
          const written = yield* writeFor(task).pipe(Effect.catchTag("AuthorFailed", passOver))
          kept.push(...written.kept)
          leftOut.push(...written.leftOut)
          if (written.unread !== null) unread.push(written.unread)
          checkSkipped = written.skipped ?? checkSkipped
          yield* onProgress({ nodesDone: i + 1, nodes: nodes.length, kept: kept.length, leftOut: leftOut.length })
        }
        const [nothingToRead] = unread
        if (nothingToRead !== undefined && unread.length === nodes.length) return yield* nothingToRead
        return { goalId: goal.id, kept, leftOut, checkSkipped }
      })

      return Generation.of({ generate })
    })
  )
}

/** Whatever an author offers, a skill never gets more at once. */
const mostPerNode = 200

interface Task {
  readonly userId: UserId
  readonly goal: Goal
  readonly node: SkillNode
  readonly path: ReadonlyArray<string>
  readonly document: SourceDocument | null
  readonly count: number | null
}

const sidesOf = ({ answer, question }: Pick<ProposedCard, "question" | "answer">) => ({ question, answer })

const isCopy = (card: ProposedCard, other: Flashcard): boolean =>
  normalise(card.question) === normalise(other.question) && normalise(card.answer) === normalise(other.answer)

/** A skill nobody has a note for, such as one that only holds others, is no reason to stop. */
const passOver = (failed: AuthorFailed) =>
  failed.reason === "NothingToRead"
    ? Effect.succeed({ kept: [], leftOut: [], skipped: null, unread: failed })
    : Effect.fail(failed)

const judge = (card: ProposedCard, task: Task, others: ReadonlyArray<Pick<ProposedCard, "question" | "answer">>) => {
  const quote = card.source === null ? null : quotedIn(task.document, card.source)
  return checkCard(card, { quote, topic: task.path, others })
}

/** What stands at a span; nothing where it points elsewhere than into the note. */
const quotedIn = (document: SourceDocument | null, span: SourceSpan): string =>
  document?.id === span.documentId && span.end <= document.text.length ? quoteOf(document, span) : ""

const draftOf = (card: ProposedCard, task: Task, id: FlashcardId, now: DateTime.Utc): Flashcard =>
  Flashcard.make({
    id,
    userId: task.userId,
    goalId: task.goal.id,
    nodeId: task.node.id,
    kind: card.kind,
    question: Question.make(card.question.trim()),
    answer: Answer.make(card.answer.trim()),
    status: "draft",
    source: card.source,
    authorship: card.authorship,
    createdAt: now,
    updatedAt: now
  })
