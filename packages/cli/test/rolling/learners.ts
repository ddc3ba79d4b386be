/**
 * Learners who go on while servers come and go: they look what is due and how far they are, and rate cards one after the
 * other.
 */
import { Agent, request } from "node:http"
import { Effect, FiberSet } from "effect"

export interface Answered {
  readonly asked: string
  readonly status: number
  readonly text: string
}

export interface Ask {
  readonly method?: "GET" | "POST"
  readonly path: string
  readonly body?: unknown
}

export type Asking = (ask: Ask) => Effect.Effect<Answered>

/** Through the proxy, over connections that are kept. */
export const askingOver = (port: number, token: string): Asking => {
  const agent = new Agent({ keepAlive: true })
  return ({ body, method = "GET", path }) =>
    Effect.callback<Answered>((resume) => {
      const done = (status: number, text: string) =>
        resume(Effect.succeed({ asked: `${method} ${path}`, status, text }))
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
      request({ host: "127.0.0.1", port, path, method, headers, agent }, (response) => {
        let text = ""
        response.setEncoding("utf8").on("data", (part: string) => (text += part))
        response.on("error", (error) => done(0, error.message))
        response.on("end", () => done(response.statusCode ?? 0, text || String(response.headers["x-proxy"] ?? "")))
      })
        .on("error", (error) => done(0, error.message))
        .end(body === undefined ? undefined : JSON.stringify(body))
    })
}

const reads = ["/api/study/due?limit=5", "/api/goals", "/api/progress/stats?days=7", "/api/flashcards?limit=5"]

export interface Learning {
  /** What was answered otherwise than well. */
  readonly failures: Array<Answered>
  asked: number
  /** Ratings that were acknowledged, by card. */
  readonly rated: Map<string, number>
}

/** Learners wait for what they asked for: a machine that cannot keep up is asked less often. */
const atOnce = 64

/** Asks so often a second, a third of it ratings, until `isOver`. */
export const learn = (ask: Asking, cards: ReadonlyArray<string>, perSecond: number, isOver: () => boolean) =>
  Effect.gen(function* () {
    const learning: Learning = { failures: [], asked: 0, rated: new Map(cards.map((id) => [id, 0])) }
    const told = (answered: Answered) => {
      learning.asked++
      if (answered.status !== 200) learning.failures.push(answered)
      return answered.status === 200
    }
    const free = [...cards]
    const underWay = yield* FiberSet.make<void>()
    const once = (i: number) =>
      Effect.gen(function* () {
        const cardId = i % 3 === 0 ? free.shift() : undefined
        if (cardId === undefined) return void told(yield* ask({ path: reads[i % reads.length] ?? "/api/goals" }))
        const version = learning.rated.get(cardId) ?? 0
        const body = { cardId, rating: 3, version }
        if (told(yield* ask({ method: "POST", path: "/api/study/rate", body }))) learning.rated.set(cardId, version + 1)
        free.push(cardId)
      })
    const begun = performance.now()
    for (let i = 0; !isOver(); i++) {
      while ((yield* FiberSet.size(underWay)) >= atOnce) yield* Effect.sleep("5 millis")
      yield* FiberSet.run(underWay, once(i), { startImmediately: true })
      yield* Effect.sleep(Math.max(0, begun + ((i + 1) * 1_000) / perSecond - performance.now()))
    }
    yield* FiberSet.awaitEmpty(underWay)
    return learning
  }).pipe(Effect.scoped)
