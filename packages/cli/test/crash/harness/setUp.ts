/**
 * Something to rate: one goal with forty cards, made over HTTP as a learner would.
 */
import { Flashcard, Goal } from "@loopi/core"
import { Effect, Option, Schema } from "effect"
import type { Served } from "./Served.ts"

const decodeGoal = Schema.decodeSync(Schema.fromJsonString(Schema.toCodecJson(Goal)))
const decodeCard = Schema.decodeSync(Schema.fromJsonString(Schema.toCodecJson(Flashcard)))

export const setUp = Effect.fnUntraced(function* (served: Served) {
  const goal = decodeGoal(yield* made(served, "/api/goals", { title: "Know the squares" }))
  return yield* Effect.forEach(Array(40).keys(), (i) => {
    const sides = { question: `What is ${i} times ${i}?`, answer: `It is ${i * i}.` }
    return Effect.map(made(served, "/api/flashcards", { goalId: goal.id, ...sides }), (text) => decodeCard(text).id)
  })
})

const made = ({ ask }: Served, path: string, body: unknown): Effect.Effect<string> =>
  Effect.map(ask("POST", path, body), (answer) => {
    if (Option.isSome(answer) && answer.value.status === 201) return answer.value.text
    throw new Error(`${path} was answered ${JSON.stringify(Option.getOrUndefined(answer))}`)
  })
