/**
 * Tests of an app that embeds Loopi: on whatever Postgres the machine has, without a word about it in the tests.
 */
import { GoalTitle, open, Plan } from "loopi"
import { TestPostgres } from "@loopi/postgres/testing"
import { Redacted } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"

let loopi: Awaited<ReturnType<typeof open>>
// What has started: with the database not there, there is nothing to close.
const started: Array<{ readonly close: () => Promise<void> }> = []

beforeAll(async () => {
  const postgres = await TestPostgres.start()
  started.push(postgres)
  const { directory, url } = postgres
  // On PGlite there is no address: the database is in the directory.
  const plan = url === undefined ? Plan.embedded({ directory }) : Plan.hybrid({ directory, url: Redacted.make(url) })
  loopi = await open({ plan })
  started.push(loopi)
}, 120_000)

afterAll(async () => {
  for (const one of started.toReversed()) await one.close()
})

it("starts a goal", async () => {
  const goal = await loopi.goals.create(loopi.learner, { title: GoalTitle.make("Understand memory") })
  expect(await loopi.goals.list(loopi.learner)).toEqual([goal])
})
