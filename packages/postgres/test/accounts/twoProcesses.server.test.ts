/**
 * Of those who race over two processes one wins: an address has one account, and a code is taken once.
 */
import { AccountStore, type EmailAddress } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Postgres } from "@loopi/postgres"
import { Effect, Layer, Option, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { asWorker } from "../../src/internal/asLearner.ts"
import { layer as layerServer, TestServer, withServer } from "../server.ts"
import { newCode, newEmail, newMember } from "./members.ts"

const rounds = 20
const signUps = 50
const redemptions = 1_000

/** A process that does what it is told, until the scope ends. */
const newRacer = Effect.fnUntraced(function* (url: Redacted.Redacted) {
  const file = join(import.meta.dirname, "children/racer.ts")
  const child = yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, ["--conditions=@loopi/source", file], {
        env: { DATABASE_URL: Redacted.value(url) },
        stdio: ["pipe", "pipe", "inherit"]
      })
    ),
    (child) => Effect.sync(() => void child.kill())
  )
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return (told: object) =>
    Effect.promise(() => {
      child.stdin.write(`${JSON.stringify(told)}\n`)
      return answers.next().then(({ value }) => Number(value))
    })
})

const twoProcesses = Effect.gen(function* () {
  const { runtime } = yield* (yield* TestServer).newMigrated
  const racers = yield* Effect.replicateEffect(newRacer(runtime), 2)
  const both = (told: object) => Effect.forEach(racers, (race) => race(told), { concurrency: "unbounded" })
  return { both, stores: Postgres.layerStores.pipe(Layer.provideMerge(Postgres.layerServer(runtime))) }
})

/** Who has the address, of how many learners there are, and which requests for mails say they made it. */
const outcomeFor = Effect.fnUntraced(function* (email: EmailAddress) {
  const sql = yield* SqlClient.SqlClient
  return yield* asWorker(sql)(sql`
    SELECT (SELECT count(*)::int FROM accounts WHERE email = ${email}) AS accounts,
      (SELECT count(*)::int FROM users) AS learners, count(*)::int AS mails,
      (count(*) FILTER (WHERE created))::int AS welcomes
    FROM mail_requests WHERE email = ${email}
  `)
})

withServer("accounts over two processes", () =>
  it.layer(layerServer, { timeout: "120 seconds" })("over two processes", (it) => {
    it.effect(
      `${rounds} rounds of ${signUps} who join with one address at once make one account each`,
      () =>
        Effect.gen(function* () {
          const { both, stores } = yield* twoProcesses
          yield* Effect.gen(function* () {
            for (let round = 1; round <= rounds; round++) {
              const email = newEmail()
              yield* both({ join: email, times: signUps / 2 })
              const one = { accounts: 1, learners: round, mails: signUps, welcomes: 1 }
              assert.deepStrictEqual(yield* outcomeFor(email), [one])
            }
          }).pipe(Effect.provide(stores, { local: true }))
        }),
      120_000
    )

    it.effect(
      `${redemptions} who redeem one code at once are one who does`,
      () =>
        Effect.gen(function* () {
          const { both, stores } = yield* twoProcesses
          yield* Effect.gen(function* () {
            const accounts = yield* AccountStore
            const { passwordHash, userId } = yield* newMember
            const digest = yield* newCode(userId)
            const taken = yield* both({ redeem: digest, times: redemptions / 2 })
            assert.sameMembers(taken, [0, 1])
            const after = Option.getOrThrow(yield* accounts.find(userId))
            assert.notStrictEqual(after.passwordHash, passwordHash)
          }).pipe(Effect.provide(stores, { local: true }))
        }),
      120_000
    )
  })
)
