/**
 * Asks for one thing after the other, about what earlier answers told, in the names of two learners: what somebody has
 * is there for them, and for nobody else, until they let it go.
 */
import { Effect } from "effect"
import * as fc from "fast-check"
import { type Ask, type Asked, asking, Faulty, faulty } from "./asking.ts"
import { type Campaign, faultOf } from "./checking.ts"
import { type Operation, operations } from "./document/operations.ts"
import { type Draft, draftsOf } from "./drafts/Draft.ts"
import { curl } from "./judge/curl.ts"
import { newWorld } from "./world/newWorld.ts"
import * as Served from "./world/Served.ts"
import type { Learner, World } from "./world/World.ts"

interface Step {
  readonly operation: Operation
  readonly draft: Draft
}

/** Ends the session that the next steps would be in. */
const ending = new Set(["signOut", "signOutEverywhere", "endSession", "changePassword", "resetPassword", "eraseMe"])

const weightOf = ({ id, isGuarded, method }: Operation): number => {
  if (ending.has(id) || !isGuarded) return 1
  return method === "GET" ? 5 : 10
}

const steps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.oneof(
    ...operations.map((operation) => ({
      weight: weightOf(operation),
      arbitrary: fc.tuple(draftsOf(operation, { odd: 2 }), fc.boolean()).map(([draft, other]): Step => ({
        operation,
        draft: draft.as === "own" && other ? { ...draft, as: "other" } : draft
      }))
    }))
  ),
  { minLength: 10, maxLength: 40 }
)

export const sequences = (settings: Campaign) =>
  Effect.gen(function* () {
    const { ask, statuses } = yield* asking

    const once = Effect.fnUntraced(function* (all: ReadonlyArray<Step>) {
      const world = yield* newWorld
      const gone = new Set<string>()
      const before: Array<string> = []
      for (const { draft, operation } of all) {
        const { sent, told } = yield* ask(operation, draft, world).pipe(after(before))
        before.push(`${curl(sent)}\n${told.status} ${told.text.slice(0, 200)}`)
        const isGone = operation.id === "discardFlashcard" && told.status === 204
        if (isGone) gone.add(belonging(sent.learner, sent.params?.["id"]))
      }
      yield* findOwn(world, gone, ask).pipe(after(before))
    })
    return { statuses, fault: yield* faultOf(steps, once, settings) }
  }).pipe(Effect.provide(Served.layer))

/** One request alone says little about what went wrong. */
const after = (before: ReadonlyArray<string>) =>
  Effect.mapError(({ message }: Faulty) => Faulty.make({ message: [...before, message].join("\n") }))

/** What is discarded in somebody else's name stays where it is. */
const belonging = (learner: Learner | undefined, id: string | undefined): string => `${learner?.userId} ${id}`

/** Everybody finds what they were told of and did not discard, and nobody what is the other's. */
const findOwn = Effect.fnUntraced(function* (world: World, gone: ReadonlySet<string>, ask: Ask) {
  for (const [whose, stranger] of [["own", "other"] as const, ["other", "own"] as const]) {
    for (const { operation, what } of found) {
      for (const id of world[whose].known.get(what) ?? []) {
        const isGone = what === "card" && gone.has(belonging(world[whose], id))
        yield* expect(yield* ask(operation, reading(whose, id), world), isGone ? 404 : 200)
        yield* expect(yield* ask(operation, reading(stranger, id), world), 404)
      }
    }
  }
})

const found = operations.flatMap((operation) => {
  const what = { getGoal: "goal", getFlashcard: "card", getRun: "run" }[operation.id]
  return what === undefined ? [] : [{ operation, what }]
})

const reading = (as: Draft["as"], id: string): Draft => ({
  as,
  params: [["id", id]],
  query: [],
  headers: [],
  tail: "",
  body: undefined,
  damage: "none"
})

/** Who has signed out finds nothing, of course. */
const expect = (asked: Asked, status: number) =>
  asked.told.status === 401 || asked.told.status === status
    ? Effect.void
    : faulty([`not ${status}, as it should be`], asked)
