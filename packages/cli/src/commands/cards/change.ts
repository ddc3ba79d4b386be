/**
 * `loopi cards edit`, `refine` and `rewrite`: what a card says is changed, by hand or by a model.
 */
import {
  Answer,
  CardHealth,
  Drafts,
  DuplicateHit,
  Flashcard,
  QualityFinding,
  Question,
  type Refined
} from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { cardArgument, findCard } from "../../arguments/cardArgument.ts"
import { CommandFailed, exitCodes } from "../../failures/CommandFailed.ts"
import { show } from "../../output/output.ts"
import { renderCardLines } from "../../render/card.ts"
import { renderDoubts } from "../../render/draft.ts"
import { cut, dim, printable } from "../../render/text.ts"
import { json } from "../../root.ts"
import { learner, withLoopi } from "../../session.ts"
import { withCost, writer } from "../../output/writer.ts"
import { showCard } from "./show.ts"

export const edit = Command.make(
  "edit",
  {
    card: cardArgument,
    question: Flag.String("question").pipe(
      Flag.withDescription("What it asks from now on"),
      Flag.withSchema(Question),
      Flag.optional
    ),
    answer: Flag.String("answer").pipe(
      Flag.withDescription("What the answer is from now on"),
      Flag.withSchema(Answer),
      Flag.optional
    ),
    json
  },
  Effect.fn(function* ({ answer, card: name, json, question }) {
    if (Option.isNone(question) && Option.isNone(answer)) return yield* nothingToChange
    const change = {
      ...(Option.isSome(question) && { question: question.value }),
      ...(Option.isSome(answer) && { answer: answer.value })
    }
    yield* withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findCard(name)
        yield* showCard(yield* (yield* Drafts).edit(learner, id, change), json)
      })
    )
  })
).pipe(
  Command.withDescription("Write a card anew by hand; what it said before stays in its history"),
  Command.withExamples([
    { command: 'loopi cards edit 3f9c --answer "A longing for what is gone"', description: "Its answer" }
  ])
)

const nothingToChange = CommandFailed.make({
  code: "nothing_to_change",
  exit: exitCodes.usage,
  reason: "nothing is said of what the card is to say",
  whatToDo: "Give --question, --answer, or both"
})

export const refine = Command.make(
  "refine",
  {
    card: cardArgument,
    feedback: Argument.String("feedback").pipe(Argument.withDescription("What is to be better about it")),
    json
  },
  ({ card: name, feedback, json }) =>
    withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findCard(name)
        yield* told((yield* Drafts).refine(learner, id, feedback), json)
      })
    )
).pipe(
  Command.withDescription("Have a model write a card anew, with your words on it; kept where it passes every check"),
  Command.withExamples([
    { command: 'loopi cards refine 3f9c "Ask for the year, not the century"', description: "By the end of its id" }
  ])
)

export const rewrite = Command.make(
  "rewrite",
  {
    card: cardArgument,
    feedback: Flag.String("feedback").pipe(Flag.withDescription("What else is to be better about it"), Flag.optional),
    json
  },
  ({ card: name, feedback, json }) =>
    withLoopi(
      Effect.gen(function* () {
        const { id } = yield* findCard(name)
        const health = yield* CardHealth
        yield* told(health.rewrite(learner, id, Option.getOrUndefined(feedback)), json)
      })
    )
).pipe(
  Command.withDescription("Have a model write a card anew because you keep forgetting it: see `loopi health`"),
  Command.withExamples([{ command: "loopi cards rewrite 3f9c", description: "By the end of its id" }])
)

/** The card as it is then; `proposed` is what was not good enough. */
const RefinedCard = Schema.Struct({
  better: Schema.Boolean,
  card: Flashcard,
  proposed: Schema.NullOr(Schema.Struct({ question: Schema.String, answer: Schema.String })),
  findings: Schema.Array(QualityFinding),
  duplicates: Schema.Array(DuplicateHit)
})
type RefinedCard = typeof RefinedCard.Type

const told = Effect.fnUntraced(function* <E, R>(work: Effect.Effect<Refined, E, R>, json: boolean) {
  const { cost, result } = yield* withCost(yield* writer, work)
  const refined: RefinedCard = result.better ? { ...result, proposed: null, duplicates: [] } : result
  yield* show(RefinedCard, refined, json, () => [...linesOf(refined), cost])
})

const linesOf = ({ card, proposed, ...doubts }: RefinedCard): ReadonlyArray<string> =>
  proposed === null
    ? ["Better:", ...renderCardLines(card), ...renderDoubts(doubts)]
    : [
        "The card stays as it is. What was proposed is not better:",
        `  ${printable(proposed.question)}`,
        `  ${dim(cut(proposed.answer, 200))}`,
        ...renderDoubts(doubts),
        ...(doubts.findings.length + doubts.duplicates.length === 0 ? [dim("  It is the same card again.")] : [])
      ]
