/**
 * What repeats what: decided by neighbours from an index, by thresholds from a store and by rules, and everywhere alike.
 */
import { Answer, Calibration, Flashcards, type GoalId, Projector, Question } from "@loopi/core"
import { Effect } from "effect"
import { learner } from "./fixed.ts"

const kept = [
  ["Which explorer was the first to reach the South Pole?", "Roald Amundsen"],
  ["What is the capital of Norway?", "Oslo, at its fjord"],
  ["How long is a day on Mars?", "About 24.6 hours"],
  ["What does a halyard do?", "It lifts a sail"],
  ["Who invented the phonograph?", "Thomas Edison"]
] as const

const asked = [
  ["Who was the first person to reach the South Pole?", "Amundsen"],
  ["what is the CAPITAL of Norway", "Oslo, at its fjord."],
  ["What is the capital of Sweden?", "Stockholm, on its islands"],
  ["How long is one day on Mars?", "About 24.7 hours"],
  ["Explain what a halyard does", "It lifts a sail"],
  ["Who invented the light bulb?", "Thomas Edison"]
] as const

/** The hits of each card that is asked about, before and after the space was calibrated. */
export const repeated = Effect.fnUntraced(function* (goalId: GoalId) {
  const flashcards = yield* Flashcards
  const added = yield* Effect.forEach(kept, ([question, answer]) =>
    flashcards.add(learner, { goalId, question: Question.make(question), answer: Answer.make(answer) })
  )
  yield* (yield* Projector).settle(learner)
  const hits = Effect.forEach(asked, ([question, answer]) => flashcards.duplicatesOf(learner, { question, answer }))
  const before = yield* hits
  const calibrated = yield* (yield* Calibration).run()
  return [added.length, before, calibrated, yield* hits]
})
