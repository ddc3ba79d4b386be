/**
 * How a card is named on the command line: by its id, or a part of it.
 */
import { type Flashcard, FlashcardId, Flashcards } from "@loopi/core"
import { Array, Effect, Schema } from "effect"
import { Argument } from "effect/cli"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"
import { learner } from "../session.ts"
import { onlyOne } from "./onlyOne.ts"
import { meantBy } from "./shortId.ts"

const help = "A card: the end or the beginning of its id as `loopi cards` lists it"

export const cardArgument = Argument.String("card").pipe(Argument.withDescription(help))

export const cardsArgument = Argument.String("card").pipe(
  Argument.withDescription(`${help}; several, if you like`),
  Argument.variadic()
)

export const findCard = Effect.fnUntraced(function* (name: string) {
  const cards = yield* Flashcards
  const text = name.trim()
  if (isWhole(text)) return yield* cards.get(learner, text)
  return yield* one(text, yield* cards.list(learner, {}))
})

/** The card that is meant. One named in full may be gone, which is for the use case to say. */
export const findCardId = Effect.fnUntraced(function* (name: string) {
  const text = name.trim()
  if (isWhole(text)) return text
  const { id } = yield* one(text, yield* (yield* Flashcards).list(learner, {}))
  return id
})

/** The cards that are meant, each once. Those named in full may be gone, which is for the use case to say. */
export const findCards = Effect.fnUntraced(function* (names: ReadonlyArray<string>) {
  if (names.every(isWhole)) return Array.dedupe(names)
  const all = yield* (yield* Flashcards).list(learner, {})
  const meant = yield* Effect.forEach(names, (name) =>
    isWhole(name) ? Effect.succeed(name) : Effect.map(one(name, all), ({ id }) => id)
  )
  return Array.dedupe(meant)
})

const isWhole = Schema.is(FlashcardId)

const one = (name: string, all: ReadonlyArray<Flashcard>) => onlyOne(meantBy(name, all), unknown(name), ambiguous)

const unknown = (name: string) =>
  CommandFailed.make({
    code: "flashcard_not_found",
    exit: exitCodes.notFound,
    reason: `you have no card "${name.trim()}"`,
    whatToDo: "See yours with `loopi cards`"
  })

const ambiguous = (howMany: number) =>
  CommandFailed.make({
    code: "card_ambiguous",
    exit: exitCodes.usage,
    reason: `${howMany} cards could be meant`,
    whatToDo: "Give more of its id, or all of it as `loopi cards --json` has it"
  })
