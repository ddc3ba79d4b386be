/**
 * Authors that do as a test says, step by step, and write down what they were asked.
 */
import {
  type Assignment,
  type AuthorFailed,
  type BudgetExceeded,
  type Complaint,
  FlashcardAuthor,
  type ProposedCard
} from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import * as lines from "../lines.ts"
import { factOf } from "../world.ts"

export interface Script {
  /** What was asked, in order: `plan North`, `write North`, `rewrite North`. */
  readonly asked: Array<string>
  readonly tasks: Array<Assignment>
  readonly complaints: Array<Complaint>
  /** Work that was interrupted. */
  interrupted: number
  cardsIn: (task: Assignment) => ReadonlyArray<ProposedCard>
  /** Done before a card is handed out. */
  before: (card: ProposedCard) => Effect.Effect<void, AuthorFailed | BudgetExceeded>
  rewrite: (card: ProposedCard) => Effect.Effect<ProposedCard, AuthorFailed | BudgetExceeded>
}

export const newScript = (given: Partial<Script> = {}): Script => ({
  asked: [],
  tasks: [],
  complaints: [],
  interrupted: 0,
  cardsIn: lines.cardsIn,
  before: () => Effect.void,
  rewrite: (card) => Effect.succeed(card),
  ...given
})

export const authorOf = (script: Script): Layer.Layer<FlashcardAuthor> => {
  const asked = (what: string, task: Assignment) =>
    Effect.sync(() => {
      script.asked.push(`${what} ${task.node.title}`)
      script.tasks.push(task)
    })
  const cardsIn = (task: Assignment) => script.cardsIn(task).map((card, fact) => ({ ...card, fact }))
  return Layer.succeed(FlashcardAuthor, {
    plan: (task) => Effect.as(asked("plan", task), cardsIn(task).map(factOf)),
    write: (task) =>
      Stream.unwrap(Effect.as(asked("write", task), Stream.rechunk(Stream.fromIterable(cardsIn(task)), 1))).pipe(
        Stream.tap((card) => Effect.onInterrupt(script.before(card), () => Effect.sync(() => script.interrupted++)))
      ),
    rewrite: (task, card, complaint) => {
      script.complaints.push(complaint)
      return Effect.andThen(asked("rewrite", task), () => script.rewrite(card))
    }
  })
}
