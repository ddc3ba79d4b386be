/**
 * `loopi cards add`: write a card by hand.
 */
import { Answer, Flashcard, Flashcards, Question } from "@loopi/core"
import { Console, Effect, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { findGoal, goalFlag } from "../../arguments/goalArgument.ts"
import { show } from "../../output/output.ts"
import { renderCardLines } from "../../render/card.ts"
import { cut, dim } from "../../render/text.ts"
import { json } from "../../root.ts"
import { learner, withLoopi } from "../../session.ts"

export const add = Command.make(
  "add",
  {
    question: Argument.String("question").pipe(
      Argument.withDescription("What it asks, 5 to 1000 characters"),
      Argument.withSchema(Question)
    ),
    answer: Argument.String("answer").pipe(
      Argument.withDescription("The answer, 5 to 5000 characters"),
      Argument.withSchema(Answer.check(Schema.isMinLength(5)))
    ),
    goal: goalFlag,
    json
  },
  ({ answer, goal, json, question }) =>
    withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findGoal(goal)
        const cards = yield* Flashcards
        const duplicates = yield* cards
          .duplicatesOf(learner, { question, answer })
          .pipe(Effect.catchTag("CheckSkipped", () => Effect.succeed([])))
        const card = yield* cards.add(learner, { goalId: id, question, answer })
        for (const hit of duplicates) {
          yield* Console.error(dim(`You have a card much like it (${hit.score.toFixed(2)}): ${cut(hit.question, 80)}`))
        }
        yield* show(Flashcard, card, json, (card) => renderCardLines(card))
      })
    )
).pipe(
  Command.withDescription("Write a card by hand"),
  Command.withExamples([
    {
      command: 'loopi cards add "What is saudade?" "A longing for what is gone" --goal poetry',
      description: "For a goal"
    }
  ])
)
