/**
 * The first steps for a skill: what is worth a card is planned, then a card is written for each.
 */
import { Effect, Stream } from "effect"
import { isAcceptable } from "../../../domain/CardQuality.ts"
import { judge, type PlannedFact } from "../../../domain/flashcards/FlashcardProposal.ts"
import type { NewRunEvent } from "../../../domain/runs/Run.ts"
import type { Piece } from "../../../domain/duplicates/Sifting.ts"
import { cut } from "../../../domain/Text.ts"
import type { AuthorFailed } from "../../../ports/AuthorFailed.ts"
import { type Assignment, FlashcardAuthor } from "../../../ports/flashcards/FlashcardAuthor.ts"
import type { Course } from "../Course.ts"
import { keepableCard, keepableFacts, withinBounds } from "./keepable.ts"
import { Pieces, Plan } from "./outcomes.ts"

export const writing = Effect.gen(function* () {
  const author = yield* FlashcardAuthor

  /** Tells `whenUnread` of a skill the author has nothing to read for. */
  const plan = ({ step }: Course, task: Assignment, whenUnread: NewRunEvent) =>
    step(
      `plan/${task.node.id}`,
      Plan,
      author.plan(task).pipe(
        Effect.map((facts) => ({ output: { facts: keepableFacts(facts.slice(0, mostOf(task))), unread: false } })),
        Effect.catchTag("AuthorFailed", (failed) => unreadOr(failed, whenUnread))
      )
    )

  /** Tells of cards as they come in, of those that are good as far as can be told without looking at others. */
  const write = ({ step, tell }: Course, task: Assignment, facts: ReadonlyArray<PlannedFact>) =>
    step(
      `write/${task.node.id}`,
      Pieces,
      Stream.unwrap(Effect.as(tell([announced(task)]), author.write(task, facts))).pipe(
        Stream.take(mostOf(task)),
        Stream.map(keepableCard),
        Stream.mapArrayEffect((pieces) => Effect.as(tell(pieces.flatMap(toldOf(task))), pieces)),
        Stream.runCollect,
        Effect.map((pieces) => ({ output: withinBounds(pieces) }))
      )
    )

  return { plan, write }
})

/** Whatever an author offers, a skill never gets more at once. */
const mostPerSkill = 200

const mostOf = ({ count }: Assignment): number => Math.min(count ?? mostPerSkill, mostPerSkill)

/** A skill nobody has a note for, such as one that only holds others, is no reason to stop. */
const unreadOr = (failed: AuthorFailed, event: NewRunEvent) =>
  failed.reason === "nothing_to_read"
    ? Effect.succeed({ output: { facts: [], unread: true }, effects: { events: [event] } })
    : Effect.fail(failed)

const announced = ({ node }: Assignment): NewRunEvent => ({
  kind: "skill",
  detail: { nodeId: node.id, title: node.title }
})

const toldOf =
  (task: Assignment) =>
  ({ card, findings }: Piece): ReadonlyArray<NewRunEvent> =>
    isAcceptable([...findings, ...judge(card, task, [])])
      ? [
          {
            kind: "card",
            detail: { nodeId: task.node.id, question: cut(card.question, 200), answer: cut(card.answer, 200) }
          }
        ]
      : []
