/**
 * Servers of a composition that are asked with keys, and what can be seen of what they did.
 */
import { Effect, Schema } from "effect"
import { fromTemplate } from "../../../loopi/test/template.ts"
import { type CompositionUnderTest, newPlace } from "../crash/harness/place.ts"
import { type Machine, makeMachine } from "../runs/harness/Machine.ts"

/** So many, on one database. */
export const machinesOf = Effect.fnUntraced(function* (composition: CompositionUnderTest, many: 1 | 2) {
  const place = yield* newPlace({ composition, smallVolume: false })
  // The others make a database of their own.
  if (composition === "embedded") yield* fromTemplate(place.data)
  const machines = yield* Effect.forEach(many === 1 ? [0] : [0, 1], (number) =>
    makeMachine({ ...place, number, main: dyingMain })
  )
  for (const { start } of machines) yield* start
  return machines
})

const dyingMain = new URL("./dyingMain.ts", import.meta.url).pathname

export interface Request {
  readonly path: string
  readonly body?: unknown
}

export interface Told {
  readonly status: number
  readonly text: string
  readonly replayed: boolean
}

/** The answer, or nothing where the machine died. */
export const sendWith = (machine: Machine, key: string, request: Request, headers: Record<string, string> = {}) =>
  Effect.tryPromise((signal) =>
    machine
      .open({ method: "POST", ...request, headers: { "idempotency-key": key, ...headers } }, signal)
      .then((response) =>
        response.text().then((text): Told => {
          const { headers, status } = response
          return { status, text, replayed: headers.get("idempotency-replayed") === "true" }
        })
      )
  ).pipe(Effect.timeout("30 seconds"), Effect.option)

/** Sends it so that the machine dies when all is done but the answer, and starts the machine again. */
export const sendToTheDying = Effect.fnUntraced(function* (machine: Machine, key: string, request: Request) {
  const answered = yield* sendWith(machine, key, request, { "x-last-breath": "yes" })
  machine.kill()
  yield* machine.start
  return answered
})

const read = Effect.fnUntraced(function* (machine: Machine, path: string) {
  const { text } = yield* Effect.orDie(Effect.fromOption(yield* machine.ask({ path })))
  return text
})

export const Id = Schema.Struct({ id: Schema.String })
export const decodeId = Schema.decodeUnknownSync(Schema.fromJsonString(Id))
const decodeIds = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Array(Id)))
const decodeCards = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ flashcards: Schema.Array(Id) })))
const decodeStats = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ today: Schema.NullOr(Schema.Struct({ reviews: Schema.Finite })) }))
)

/** How much there is of what a learner makes. */
export const countsOf = Effect.fnUntraced(function* (machine: Machine) {
  const goals = decodeIds(yield* read(machine, "/api/goals"))
  const notes = yield* Effect.forEach(goals, ({ id }) => read(machine, `/api/goals/${id}/notes`))
  return {
    goals: goals.length,
    notes: notes.flatMap((text) => decodeIds(text)).length,
    cards: decodeCards(yield* read(machine, "/api/flashcards?limit=100")).flashcards.length,
    reviews: decodeStats(yield* read(machine, "/api/progress/stats")).today?.reviews ?? 0
  }
})

/** One of each sort; what asks an author is done apart. And two for a server that is killed. */
export const requestsTo = Effect.fnUntraced(function* (machine: Machine) {
  const made = Effect.fnUntraced(function* (path: string, body: object) {
    const told = yield* sendWith(machine, JSON.stringify(body), { path, body })
    return decodeId((yield* Effect.orDie(Effect.fromOption(told))).text).id
  })
  const goalId = yield* made("/api/goals", { title: "Know the words" })
  const isobar = { goalId, question: "What is an isobar?", answer: "A line of equal pressure." }
  const halyard = { goalId, question: "What does a halyard do?", answer: "It lifts a sail." }
  const [one, other] = [yield* made("/api/flashcards", isobar), yield* made("/api/flashcards", halyard)]
  const note = { name: "words.md", text: "# Words\n\nA **halyard** is a rope that lifts a sail.\n" }
  const card = { goalId, question: "Who wrote Mensagem?", answer: "Fernando Pessoa." }
  return {
    spread: {
      goals: { path: "/api/goals", body: { title: "Sail around the island" } },
      notes: { path: `/api/goals/${goalId}/notes`, body: note },
      cards: { path: "/api/flashcards", body: card },
      reviews: rated(one),
      tree: { path: `/api/goals/${goalId}/skill-tree` }
    },
    run: { path: "/api/goals", body: { title: "Sail at night", grow: true } },
    dying: { goals: { path: "/api/goals", body: { title: "Sail back" } }, reviews: rated(other) }
  }
})

const rated = (cardId: string) => ({ path: "/api/study/rate", body: { cardId, rating: 3, version: 0 } })
