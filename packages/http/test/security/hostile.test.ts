import { assert, layer } from "@effect/vitest"
import { Effect, Random } from "effect"
import { App } from "../app.ts"
import { type Answered, ask } from "../ask.ts"
import { asLearner } from "../me.ts"
import { newCard } from "../prepared.ts"
import { assertConforms } from "../problems.ts"

const bodies = 1_000

type Target = readonly [path: string, body: Record<string, unknown>]

/** Values that found weak spots elsewhere. */
const nasty: readonly [unknown, ...ReadonlyArray<unknown>] = [
  null,
  true,
  -0,
  1e308,
  -1,
  0.1,
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e",
  "'; DROP TABLE goals; --",
  "00000000-0000-4000-8000-0000000000ff",
  "x".repeat(6_000),
  [],
  {},
  [[]],
  { $ne: null },
  "2026-02-30T99:00:00Z",
  "__proto__"
]

layer(App, { excludeTestServices: true, timeout: "120 seconds" })("the server", (it) => {
  it.effect(
    `answers ${bodies} mutated bodies with a success or a problem, and never gives way`,
    () =>
      asLearner(
        Effect.gen(function* () {
          const { goalId, id: cardId } = yield* newCard()
          const targets: readonly [Target, ...ReadonlyArray<Target>] = [
            ["/api/goals/check-duplicate", { title: "Read a weather map", description: "Fronts." }],
            ["/api/goals", { title: "Read a weather map", description: "Fronts." }],
            [`/api/goals/${goalId}/notes`, { name: "fronts.md", text: "# Fronts" }],
            ["/api/flashcards", { goalId, question: "What is virga?", answer: "Rain that never lands." }],
            ["/api/flashcards/check-duplicate", { question: "What is virga?", answer: "Rain that never lands." }],
            ["/api/flashcards/approve", { ids: [cardId] }],
            ["/api/flashcards/generate", { goalId, count: 5 }],
            ["/api/study/rate", { cardId, rating: 3, version: 0, reviewedAt: "2026-01-01T00:00:00Z", durationMs: 1 }],
            ["/api/study/undo", { cardId, version: 1 }]
          ]

          const attack = Effect.gen(function* () {
            const [path, body] = yield* pick(targets)
            const raw = yield* mangle(JSON.stringify(yield* mutate(body)))
            return yield* ask(path, { method: "POST", raw })
          })
          const answers: Array<Answered> = []
          for (let i = 0; i < bodies; i++) answers.push(yield* attack)

          const refused = answers.filter(({ status }) => status >= 400)
          assert.deepStrictEqual(
            answers.filter(({ status }) => status >= 500).map(({ text }) => text),
            []
          )
          refused.forEach(assertConforms)
          assert.isAbove(refused.length, bodies / 2)
          assert.strictEqual((yield* ask("/api/health")).status, 200)
        }).pipe(Random.withSeed("hostile"))
      ),
    120_000
  )

  it.effect("answers 300 mutated addresses with a success or a problem", () =>
    asLearner(
      Effect.gen(function* () {
        const { goalId, id: cardId } = yield* newCard()
        const paths: readonly [string, ...ReadonlyArray<string>] = [
          `/api/goals/${goalId}`,
          `/api/goals/${goalId}/skill-tree`,
          `/api/flashcards?goalId=${goalId}&limit=10`,
          `/api/flashcards/${cardId}`,
          `/api/study/due?goalId=${goalId}&limit=5`,
          `/api/progress/stats?goalId=${goalId}&days=7`,
          `/api/progress/history?days=7`
        ]
        for (let i = 0; i < 300; i++) {
          const path = yield* mangle(yield* pick(paths))
          const answered = yield* ask(encodeURI(path.toWellFormed()).replaceAll("%25", "%"))
          assert.isBelow(answered.status, 500, `${path} ${answered.text}`)
          if (answered.status >= 400) assertConforms(answered)
        }
      }).pipe(Random.withSeed("addresses"))
    )
  )
})

const pick = <A>(choices: readonly [A, ...ReadonlyArray<A>]) =>
  Effect.map(Random.nextIntBetween(0, choices.length - 1), (i) => choices[i] ?? choices[0])

/** Replaces, drops or adds a field. */
const mutate = Effect.fnUntraced(function* (body: Record<string, unknown>) {
  const key = yield* pick(["extra", "__proto__", ...Object.keys(body)])
  const value = yield* pick(nasty)
  const drop = (yield* Random.nextIntBetween(0, 3)) === 0
  return Object.fromEntries([...Object.entries(body).filter(([name]) => name !== key), ...(drop ? [] : [[key, value]])])
})

/** Now and then damages the text itself. */
const mangle = Effect.fnUntraced(function* (text: string) {
  const at = yield* Random.nextIntBetween(0, text.length)
  const damage = yield* pick(["none", "none", "cut", "insert", "double"])
  if (damage === "cut") return text.slice(0, at)
  if (damage === "insert")
    return `${text.slice(0, at)}${yield* pick(["\u0000", "%", "[", "{", '"', "\\", "é", "\ud83d"])}${text.slice(at)}`
  return damage === "double" ? text + text : text
})
