/**
 * `loopi cards`: list, add, approve and discard flashcards.
 */
import { Answer, Flashcard, FlashcardId, Flashcards, Question } from "@loopi/core"
import { Console, Effect, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { findGoal, findGoalIfNamed, goalArgument, goalFlag } from "../goalArgument.ts"
import { say, show } from "../output.ts"
import { renderCardLines } from "../render/card.ts"
import { count, cut, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

const drafts = Flag.Boolean("drafts").pipe(
  Flag.withDescription("Only those waiting for approval"),
  Flag.withDefault(false)
)
const ids = Argument.String("card").pipe(
  Argument.withDescription("Ids of cards"),
  Argument.withSchema(FlashcardId),
  Argument.variadic()
)

const add = Command.make(
  "add",
  {
    question: Argument.String("question").pipe(Argument.withSchema(Question)),
    answer: Argument.String("answer").pipe(Argument.withSchema(Answer.check(Schema.isMinLength(5)))),
    goal: goalFlag
  },
  ({ answer, goal, question }) =>
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
        yield* say(...renderCardLines(card))
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

/** The drafts meant: those named, or all of a goal. */
const meant = Effect.fnUntraced(function* (
  named: ReadonlyArray<FlashcardId>,
  all: boolean,
  goal: Parameters<typeof findGoalIfNamed>[0]
) {
  if (!all && named.length === 0) return yield* nothingNamed
  if (!all) return named
  const found = yield* findGoalIfNamed(goal)
  const query = { status: "draft" as const, ...(found === undefined ? {} : { goalId: found.id }) }
  return (yield* (yield* Flashcards).list(learner, query)).map((card) => card.id)
})

const nothingNamed = CommandFailed.make({
  code: "no_card_named",
  exit: exitCodes.usage,
  reason: "no card is named",
  whatToDo: "Name cards by their ids as `loopi cards --drafts` lists them, or take --all drafts"
})

const all = Flag.Boolean("all").pipe(
  Flag.withDescription("All drafts, of one goal with --goal"),
  Flag.withDefault(false)
)

const approve = Command.make("approve", { ids, all, goal: goalFlag }, ({ all, goal, ids }) =>
  withLoopi(
    Effect.gen(function* () {
      const approved = yield* (yield* Flashcards).approve(learner, yield* meant(ids, all, goal))
      yield* say(`${count(approved, "card")} to study`)
    })
  )
).pipe(
  Command.withDescription("Begin to study drafts"),
  Command.withExamples([{ command: "loopi cards approve --all", description: "All of them" }])
)

const discard = Command.make("discard", { ids, all, goal: goalFlag }, ({ all, goal, ids }) =>
  withLoopi(
    Effect.gen(function* () {
      const gone = yield* meant(ids, all, goal)
      yield* (yield* Flashcards).discard(learner, gone)
      yield* say(`${count(gone.length, "card")} discarded`)
    })
  )
).pipe(
  Command.withDescription("Remove cards; what you answered stays in your history"),
  Command.withExamples([{ command: "loopi cards discard --all --goal poetry", description: "All drafts of a goal" }])
)

export const cards = Command.make("cards", { goal: goalArgument, drafts, json }, ({ drafts, goal, json }) =>
  withLoopi(
    Effect.gen(function* () {
      const found = yield* findGoalIfNamed(goal)
      const list = yield* (yield* Flashcards).list(learner, {
        ...(found === undefined ? {} : { goalId: found.id }),
        ...(drafts ? { status: "draft" } : {})
      })
      yield* show(Schema.Array(Flashcard), list, json, () =>
        list.length === 0 ? [dim("No cards here. Write some: loopi generate")] : list.flatMap(renderCardLines)
      )
    })
  )
).pipe(
  Command.withDescription("Your flashcards"),
  Command.withExamples([
    { command: "loopi cards --drafts", description: "What waits for approval" },
    { command: "loopi cards poetry --json", description: "The cards of a goal, for programs" }
  ]),
  Command.withSubcommands([add, approve, discard])
)
