/**
 * Tables damaged beneath the program: doctor names every row, puts right what can be, and says what to do of the rest.
 */
// @effect-diagnostics asyncFunction:off
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { Answer, Finding, GoalTitle, Question } from "@loopi/core"
import { Postgres } from "@loopi/postgres"
import { Effect, Layer, Schema } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { open } from "loopi"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"

const words = [
  "saudade",
  "fado",
  "mar",
  "vento",
  "barco",
  "vela",
  "leme",
  "proa",
  "popa",
  "cabo",
  "remo",
  "onda",
  "cais",
  "maré"
]

/** Cards rated three times each, in the order of their ids. */
const newCards = (directory: string) =>
  Effect.promise(() =>
    open({ directory }).then(async ({ close, flashcards, goals, learner, study }) => {
      const goal = await goals.create(learner, { title: GoalTitle.make("Learn to sail") })
      const ids: Array<string> = []
      for (const word of words) {
        const sides = {
          question: Question.make(`What is ${word} in English?`),
          answer: Answer.make(`It is called ${word}`)
        }
        const { id } = await flashcards.add(learner, { goalId: goal.id, ...sides })
        for (const version of [0, 1, 2]) await study.rate(learner, { cardId: id, rating: 3, version })
        ids.push(id)
      }
      await close()
      return ids
    })
  )

/** Begins the archive anew, however much was archived by now: what the tables lose is lost. */
const withoutArchive = Effect.fnUntraced(function* (data: string, sql: SqlClient.SqlClient) {
  yield* sql`UPDATE loopi.reviews SET archived_at = NULL`
  yield* sql`DELETE FROM loopi.review_archive`
  yield* Effect.promise(() => rm(join(data, "lancedb", "reviews.lance"), { recursive: true, force: true }))
})

/** Runs SQL as nobody else may: beneath every rule. */
const beneath = (data: string, run: (sql: SqlClient.SqlClient) => Effect.Effect<unknown, SqlError.SqlError>) =>
  SqlClient.SqlClient.use(run).pipe(
    Effect.provide(Layer.fresh(Postgres.layerEmbeddedClient({ directory: join(data, "postgres") })), { local: true })
  )

type Harm = readonly [
  invariant: Finding["invariant"],
  harm: (sql: SqlClient.SqlClient, card: string) => Effect.Effect<unknown, SqlError.SqlError>
]

/** One for each card. */
const harms: ReadonlyArray<Harm> = [
  ["I4", (sql, card) => sql`UPDATE loopi.schedules SET stability = stability * 1.0000000001 WHERE card_id = ${card}`],
  ["I4", (sql, card) => sql`UPDATE loopi.schedules SET difficulty = 5 WHERE card_id = ${card}`],
  ["I4", (sql, card) => sql`UPDATE loopi.schedules SET due_day = due_day + 1 WHERE card_id = ${card}`],
  ["I4", (sql, card) => sql`UPDATE loopi.schedules SET version = 2 WHERE card_id = ${card}`],
  ["I4", (sql, card) => sql`UPDATE loopi.schedules SET phase = 'relearning', step = 1 WHERE card_id = ${card}`],
  [
    "I4",
    (sql, card) => sql`UPDATE loopi.schedules SET last_reviewed_at = now() - interval '1 year' WHERE card_id = ${card}`
  ],
  ["I4", (sql, card) => sql`UPDATE loopi.reviews SET rating = 1 WHERE card_id = ${card} AND version = 2`],
  [
    "I4",
    (sql, card) =>
      Effect.andThen(
        sql`DELETE FROM loopi.schedules WHERE card_id = ${card}`,
        sql`UPDATE loopi.flashcards SET updated_at = now() - interval '1 hour' WHERE id = ${card}`
      )
  ],
  ["I3", (sql, card) => sql`DELETE FROM loopi.reviews WHERE card_id = ${card} AND version = 1`],
  ["I3", (sql, card) => sql`DELETE FROM loopi.reviews WHERE card_id = ${card} AND version = 2`],
  ["I3", (sql, card) => sql`DELETE FROM loopi.reviews WHERE card_id = ${card} AND version = 3`],
  ["I3", (sql, card) => sql`UPDATE loopi.reviews SET version = 9 WHERE card_id = ${card} AND version = 3`],
  ["I5", (sql, card) => sql`UPDATE loopi.flashcards SET question = 'What was that again?' WHERE id = ${card}`]
]

const Diagnosis = Schema.fromJsonString(
  Schema.Struct({ healthy: Schema.Boolean, findings: Schema.Array(Finding), repaired: Schema.Array(Finding) })
)
const diagnosed = (stdout: string) => Effect.orDie(Schema.decodeEffect(Diagnosis)(stdout))

const places = (findings: ReadonlyArray<Finding>) =>
  findings.map(({ invariant, rowId }) => `${invariant} ${rowId}`).toSorted()

it.layer(Desk.layer, { timeout: "3 minutes", excludeTestServices: true })("loopi doctor", (it) => {
  it.effect(
    "finds nothing wrong, then every damaged row, repairs those it can, and says what to do of the rest",
    () =>
      Effect.gen(function* () {
        const { data, loopi } = yield* Desk
        const doctor = (...args: ReadonlyArray<string>) => runHere(["doctor", ...args, "--data", data])
        const cards = yield* newCards(data)
        const healthy = yield* doctor("--json")
        assert.deepStrictEqual(yield* diagnosed(healthy.stdout), { healthy: true, findings: [], repaired: [] })
        assert.strictEqual(healthy.exit, 0)
        const told = yield* doctor()
        assert.match(told.stdout, /I9 +holds +\d+ rows? looked at  no work that waits is stuck\n/)
        assert.match(told.stdout, /\nAll is well with embedded: embedded Postgres in .*\n$/)

        const damaged = harms.map(([invariant, harm], i) => ({ invariant, harm, card: cards[i] ?? "" }))
        yield* beneath(data, (sql) =>
          Effect.andThen(
            withoutArchive(data, sql),
            Effect.forEach(damaged, ({ card, harm }) => harm(sql, card))
          )
        )
        const looked = yield* doctor("--json")
        const { findings } = yield* diagnosed(looked.stdout)
        assert.deepStrictEqual(
          places(findings),
          damaged.map(({ card, invariant }) => `${invariant} ${card}`).toSorted()
        )
        assert.strictEqual(looked.exit, 1)
        assert.match(
          looked.stderr,
          /^loopi: not_healthy: 13 things are wrong with embedded: .*\. Put right 9 of it with `loopi doctor --repair`\n$/
        )

        const repaired = yield* diagnosed((yield* doctor("--repair", "--json")).stdout)
        const lost = findings.filter(({ invariant }) => invariant === "I3")
        assert.deepStrictEqual(places(repaired.findings), places(lost))
        assert.strictEqual(repaired.repaired.length, findings.length - lost.length)

        const left = yield* loopi(["doctor"])
        assert.strictEqual(left.exit, 1)
        for (const { rowId } of lost) assert.include(left.stdout, rowId)
        assert.match(
          left.stderr,
          /^loopi: not_healthy: 4 things are wrong with embedded: .*\. Restore the last backup .*\n$/
        )
      }),
    180_000
  )
})
