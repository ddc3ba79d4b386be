/**
 * Runs of generation over a note of three cards, and what is seen of them.
 */
import { Flashcards, type Run, Runs, type UserId } from "@loopi/core"
import { Deferred, Effect, Stream } from "effect"
import * as lines from "../lines.ts"
import { newGrown, newLearner, world } from "../world.ts"
import { authorOf, newScript, type Script } from "./scripts.ts"

export const note = `# North
What is the capital of Norway? => Oslo
What is the capital of Iceland? => Reykjavik
# South
What is the capital of Portugal? => Lisbon
`

export const scripted = (script: Script = newScript()) => world({ trees: lines.trees, cards: authorOf(script) })

export const begun = Effect.gen(function* () {
  const learner = yield* newLearner
  const { goal } = yield* newGrown(learner, note)
  return { learner, goal, run: yield* (yield* Runs).startGeneration(learner, { goalId: goal.id }) }
})

export const answersOf = Effect.fnUntraced(function* (learner: UserId) {
  return (yield* (yield* Flashcards).list(learner, {})).map(({ answer }): string => answer)
})

export const kindsOf = Effect.fnUntraced(function* ({ id, userId }: Run) {
  return (yield* (yield* Runs).events(userId, id)).map(({ kind }) => kind)
})

/** Waits until the run has told of something. */
export const untilEvent = Effect.fnUntraced(function* ({ id, userId }: Run, kind: string) {
  const runs = yield* Runs
  yield* runs.watch(userId, id).pipe(
    Stream.takeUntil((event) => event.kind === kind),
    Stream.runDrain
  )
})

export const blocking = (answer: string, at: string, gate: Deferred.Deferred<void>): Effect.Effect<void> =>
  answer === at ? Deferred.await(gate) : Effect.void
