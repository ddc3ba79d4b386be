/**
 * Has flashcards written for the skills of a goal, and keeps only what passes every check.
 */
import { Context, DateTime, Effect, Layer, Stream } from "effect"
import { isAcceptable } from "../domain/CardQuality.ts"
import { type Flashcard, FlashcardId } from "../domain/Flashcard.ts"
import { draftOf, judge, type ProposedCard } from "../domain/FlashcardProposal.ts"
import type { GenerationProgress, GenerationReport, LeftOut } from "../domain/Generation.ts"
import type { GoalId, GoalNotFound } from "../domain/Goal.ts"
import { type DuplicateHit, isCopy, type Sides } from "../domain/Similarity.ts"
import { pathOf, type SkillNodeId, SkillNodeNotFound, type SkillTreeNotFound } from "../domain/SkillTree.ts"
import type { SourceDocument } from "../domain/Source.ts"
import type { UserId } from "../domain/User.ts"
import type { AuthorFailed } from "../ports/AuthorFailed.ts"
import { CurrentPolicy } from "../ports/CurrentPolicy.ts"
import { type Assignment, type AuthorError, FlashcardAuthor } from "../ports/FlashcardAuthor.ts"
import { FlashcardStore } from "../ports/FlashcardStore.ts"
import { Ids } from "../ports/Ids.ts"
import { SourceDocumentStore } from "../ports/SourceDocumentStore.ts"
import { Duplicates } from "./Duplicates.ts"
import { Embeddings } from "./Embeddings.ts"
import { Goals } from "./Goals.ts"
import { oneAtATime } from "./oneAtATime.ts"
import { Projector } from "./Projector.ts"
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
    ) => Effect.Effect<GenerationReport, GoalNotFound | SkillTreeNotFound | SkillNodeNotFound | AuthorError>
  }
>()("@loopi/core/usecases/Generation") {
  static readonly layer: Layer.Layer<
    Generation,
    never,
    Goals | SkillTrees | SourceDocumentStore | FlashcardStore | FlashcardAuthor | Duplicates | Embeddings | Projector
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
      const projector = yield* Projector
      const ids = yield* Ids
      const policy = yield* CurrentPolicy
      const inTurn = oneAtATime()

      /** The skills to write for, each with what its author is told. */
      const tasksFor = Effect.fnUntraced(function* (userId: UserId, { count, goalId, nodeId }: GenerationRequest) {
        const goal = yield* goals.get(userId, goalId)
        const tree = yield* trees.get(userId, goalId)
        const nodes = tree.nodes.filter((node) => (nodeId === undefined ? node.enabled : node.id === nodeId))
        if (nodes.length === 0 && nodeId !== undefined) return yield* SkillNodeNotFound.make({ id: nodeId })
        const notes = new Map<string, SourceDocument>(
          (yield* documents.list(userId, goalId)).map((document) => [document.id, document])
        )
        return nodes.map((node): Assignment => ({
          goal,
          node,
          path: pathOf(tree, node.id),
          document: notes.get(node.source?.documentId ?? "") ?? null,
          siblings: tree.nodes.filter((it) => it.parentId === node.parentId && it !== node).map(({ title }) => title),
          known: [],
          runId: null,
          count: count === undefined ? null : Math.min(count, policy.cardsPerNodeMaximum)
        }))
      })

      /** Makes drafts of the cards that are good, and no copies. */
      const sift = Effect.fnUntraced(function* (task: Assignment, proposed: ReadonlyArray<ProposedCard>) {
        const others = yield* cards.list(task.goal.userId, { goalId: task.goal.id, nodeId: task.node.id })
        const drafts: Array<Flashcard> = []
        const leftOut: Array<LeftOut> = []
        for (const card of proposed) {
          const known = [...others, ...drafts]
          // Told without an embedder, so that no outage lets the same card in twice.
          const copied = known.filter((other) => isCopy(card, other)).map(asHit)
          const findings = copied.length > 0 ? [] : yield* Effect.sync(() => judge(card, task, known))
          if (copied.length === 0 && isAcceptable(findings)) {
            drafts.push(draftOf(card, task, FlashcardId.make(yield* ids.next), yield* DateTime.now))
          } else leftOut.push({ ...sidesOf(card), nodeId: task.node.id, findings, duplicates: copied })
        }
        return { drafts, leftOut }
      })

      const asHit = (card: Flashcard): DuplicateHit => {
        const same = { score: 1, answerScore: 1, rule: "same_text", space: embeddings.present.space } as const
        return { ...sidesOf(card), ...same, cardId: card.id }
      }

      /** What each draft repeats; nothing, and why, where that cannot be told. */
      const repeatsOf = (userId: UserId, drafts: ReadonlyArray<Flashcard>) =>
        duplicates.check(userId, drafts).pipe(
          Effect.map((hits) => ({ hits, skipped: null })),
          Effect.catchTag("CheckSkipped", ({ reason }) => Effect.succeed({ hits: [], skipped: reason }))
        )

      const keep = Effect.fnUntraced(function* (userId: UserId, kept: ReadonlyArray<Flashcard>) {
        yield* cards.insert(kept)
        yield* projector.settle(userId)
      })

      /** Writes, checks and keeps the cards of one skill. */
      const writeFor = Effect.fn("Generation.writeFor")(function* (task: Assignment) {
        const { userId } = task.goal
        const most = Math.min(task.count ?? mostPerNode, mostPerNode)
        const facts = yield* author.plan(task)
        const proposed = yield* author.write(task, facts).pipe(Stream.take(most), Stream.runCollect)

        const { drafts, leftOut } = yield* sift(task, proposed)
        const { hits, skipped } = yield* repeatsOf(userId, drafts)
        const kept = drafts.filter((_, i) => (hits[i] ?? []).length === 0)
        const repeated = drafts.flatMap((card, i) => {
          const of = hits[i] ?? []
          return of.length === 0 ? [] : [{ ...sidesOf(card), nodeId: task.node.id, findings: [], duplicates: of }]
        })

        yield* keep(userId, kept)
        return { kept, leftOut: [...leftOut, ...repeated], skipped, unread: null }
      })

      const generate = Effect.fn("Generation.generate")(function* (
        userId: UserId,
        request: GenerationRequest,
        onProgress: (progress: GenerationProgress) => Effect.Effect<void> = () => Effect.void
      ) {
        const tasks = yield* tasksFor(userId, request)
        const kept: Array<Flashcard> = []
        const leftOut: Array<LeftOut> = []
        const unread: Array<AuthorFailed> = []
        let checkSkipped: string | null = null
        for (const [i, task] of tasks.entries()) {
          const written = yield* writeFor(task).pipe(
            Effect.catchTag("AuthorFailed", passOver),
            // Two runs at once would each find nothing to repeat in what the other is about to keep.
            inTurn(userId)
          )
          kept.push(...written.kept)
          leftOut.push(...written.leftOut)
          if (written.unread !== null) unread.push(written.unread)
          checkSkipped = written.skipped ?? checkSkipped
          yield* onProgress({ nodesDone: i + 1, nodes: tasks.length, kept: kept.length, leftOut: leftOut.length })
        }
        const [nothingToRead] = unread
        if (nothingToRead !== undefined && unread.length === tasks.length) return yield* nothingToRead
        return { goalId: request.goalId, kept, leftOut, checkSkipped }
      })

      return Generation.of({ generate })
    })
  )
}

/** Whatever an author offers, a skill never gets more at once. */
const mostPerNode = 200

const sidesOf = ({ answer, question }: Sides): Sides => ({ question, answer })

/** A skill nobody has a note for, such as one that only holds others, is no reason to stop. */
const passOver = (failed: AuthorFailed) =>
  failed.reason === "nothing_to_read"
    ? Effect.succeed({ kept: [], leftOut: [], skipped: null, unread: failed })
    : Effect.fail(failed)
