/**
 * The last step for a skill: what passes every check is kept as drafts, and the rest with the reason.
 */
import { DateTime, Effect } from "effect"
import { type Flashcard } from "../../../domain/flashcards/Flashcard.ts"
import { checkCoverage } from "../../../domain/CardQuality.ts"
import { draftOf, type PlannedFact } from "../../../domain/flashcards/FlashcardProposal.ts"
import type { LeftOut } from "../../../domain/runs/Generation.ts"
import type { NewRunEvent } from "../../../domain/runs/Run.ts"
import { isGood, type Piece, type Sifted } from "../../../domain/duplicates/Sifting.ts"
import type { DuplicateHit } from "../../../domain/duplicates/Similarity.ts"
import { cut } from "../../../domain/Text.ts"
import type { UserId } from "../../../domain/users/User.ts"
import type { Assignment } from "../../../ports/flashcards/FlashcardAuthor.ts"
import { Duplicates } from "../../duplicates/Duplicates.ts"
import { Embeddings } from "../../vectors/Embeddings.ts"
import { Projector } from "../../vectors/Projector.ts"
import type { Course } from "../Course.ts"
import { sidesCut, withinBounds } from "./keepable.ts"
import { sifting } from "./mending.ts"
import { commitOf, Committed } from "./outcomes.ts"

/** What was written for a skill: pieces, the facts they are for, and wrong options piece by piece. */
export interface Written {
  readonly facts: ReadonlyArray<PlannedFact>
  readonly pieces: ReadonlyArray<Piece>
  readonly options: ReadonlyArray<ReadonlyArray<string>>
}

export const committing = Effect.gen(function* () {
  const duplicates = yield* Duplicates
  const projector = yield* Projector
  const embeddings = yield* Embeddings
  const siftFor = yield* sifting

  /** What each card repeats; nothing, and why, where that cannot be told. */
  const repeatsOf = (userId: UserId, drafts: ReadonlyArray<Flashcard>) =>
    duplicates.check(userId, drafts).pipe(
      Effect.map((hits) => ({ hits, skipped: null })),
      Effect.catchTag("CheckSkipped", ({ reason }) => Effect.succeed({ hits: [], skipped: reason }))
    )

  const decide = Effect.fnUntraced(function* (task: Assignment, { facts, options, pieces }: Written) {
    const now = yield* DateTime.now
    const sifted = yield* siftFor(task, pieces)
    const good = sifted.flatMap((one, i) => (isGood(one) ? [{ ...one, distractors: options[i] ?? [] }] : []))
    const drafts = good.map(({ card, distractors, id }) =>
      draftOf(card, task, id, now, { distractors, runId: task.runId })
    )
    const { hits, skipped } = yield* repeatsOf(task.goal.userId, drafts)
    const cards = drafts.filter((_, i) => (hits[i] ?? []).length === 0)
    const repeated = drafts.flatMap((card, i) => {
      const of = hits[i] ?? []
      return of.length === 0 ? [] : [{ ...sidesCut(card), nodeId: task.node.id, findings: [], duplicates: of }]
    })
    const bad = sifted.filter((one) => !isGood(one)).map((one) => leftOut(task, one, embeddings.present.space))
    const isKept = new Set<string>(cards.map(({ id }) => id))
    const uncovered = checkCoverage(
      facts,
      good.flatMap(({ card, id }) => (isKept.has(id) ? [card] : []))
    )
    return { cards, leftOut: withinBounds([...bad, ...repeated]), skipped, uncovered }
  })

  return ({ run, step }: Course, task: Assignment, written: Written, progress: (committed: Committed) => NewRunEvent) =>
    step(
      commitOf(task.node.id),
      Committed,
      Effect.map(decide(task, written), ({ cards, leftOut, skipped, uncovered }) => {
        const output = { kept: cards.map(({ id }) => id), leftOut, skipped, uncovered }
        const kept = { kind: "kept", detail: { nodeId: task.node.id, cardIds: output.kept } }
        const events = [...leftOut.map(toldOf), ...(cards.length === 0 ? [] : [kept]), progress(output)]
        return { output, effects: { cards, events } }
      })
    ).pipe(Effect.tap(() => projector.settle(run.userId)))
})

const leftOut = (task: Assignment, { card, copies, findings }: Sifted, space: DuplicateHit["space"]): LeftOut => ({
  nodeId: task.node.id,
  ...sidesCut(card),
  findings,
  duplicates: copies.map(({ answer, id, question }) => ({
    score: 1,
    answerScore: 1,
    rule: "same_text" as const,
    space,
    cardId: id,
    question,
    answer
  }))
})

const toldOf = ({ duplicates, findings, nodeId, question }: LeftOut): NewRunEvent => ({
  kind: "left_out",
  detail: {
    nodeId,
    question: cut(question, 200),
    rules: [...new Set(findings.map(({ rule }) => rule))],
    repeats: duplicates[0]?.cardId ?? null
  }
})
