/**
 * One of everything that a learner can have, and its ids by what they are of.
 */
import { ApiTokens, Flashcards, NewFlashcard, Runs, Sessions, Study } from "@loopi/core"
import { Effect, Schema, Stream } from "effect"
import { newPerson, signedIn } from "../accounts/people.ts"
import { grownGoal } from "../prepared.ts"

export type Kind = "goal" | "node" | "card" | "draft" | "run" | "token" | "session"

export type Belongings = Effect.Success<typeof newOwner>

/** Somebody signed in, who has one of everything. */
export const newOwner = Effect.gen(function* () {
  const email = yield* newPerson
  const session = yield* signedIn(email)
  const { id: userId } = session.user
  const [cards, runs, study, sessions] = [yield* Flashcards, yield* Runs, yield* Study, yield* Sessions]
  const principal = yield* sessions.authenticate(session.access)
  const { goal, tree } = yield* grownGoal(userId)
  const run = yield* runs.startGeneration(userId, { goalId: goal.id }, undefined)
  yield* Stream.runDrain(runs.watch(userId, run.id, 0))
  const drafts = yield* cards.list(userId, { status: "draft" })
  const [[node], [draft]] = [tree.nodes, drafts]
  if (node === undefined || draft === undefined) return yield* Effect.die("a tree without nodes, or without drafts")
  const sides = { goalId: goal.id, nodeId: node.id, question: "What is an isobar?", answer: "A line of pressure." }
  const card = yield* cards.add(userId, yield* Effect.orDie(Schema.decodeEffect(NewFlashcard)(sides)))
  yield* study.rate(userId, { cardId: card.id, rating: 3, version: 0 })
  const { token } = yield* (yield* ApiTokens).create(principal, { name: "A program", scopes: ["read"] })
  const ids: Record<Kind, string> = {
    goal: goal.id,
    node: node.id,
    card: card.id,
    draft: draft.id,
    run: run.id,
    token: token.id,
    session: session.session.id
  }
  return { userId, email, principal, access: session.access, refresh: session.refresh, ids }
})

/** What an id in this place is of. */
export const kindOf = (path: string, place: string): Kind | undefined => {
  if (place !== "id") return kinds[place]
  return Object.entries(kindsByPath).find(([prefix]) => path.startsWith(prefix))?.[1]
}

const kinds: Record<string, Kind> = {
  goalId: "goal",
  nodeId: "node",
  requiresId: "node",
  cardId: "card",
  ids: "draft",
  runId: "run"
}

const kindsByPath: Record<string, Kind> = {
  "/api/goals/": "goal",
  "/api/flashcards/": "card",
  "/api/runs/": "run",
  "/api/tokens/": "token",
  "/api/auth/sessions/": "session"
}
