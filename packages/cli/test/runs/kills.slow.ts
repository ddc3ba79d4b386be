/**
 * A few rounds of `npm run crash:runs`: every run ends well, nothing is done twice, every call is in the ledger.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import { campaign, type CampaignOptions } from "./harness/campaign.ts"
import { verify } from "./verify/verify.ts"

const holds = Effect.fnUntraced(function* (options: CampaignOptions) {
  const evidence = yield* campaign(options)
  assert.deepStrictEqual(verify(evidence), [])
  assert.strictEqual(evidence.kills.length, options.rounds)
  assert.isAbove(evidence.tables.cards.length, 0)
})

const seed = "kill -9"
const timeout = 400_000

it.live(
  "one machine that is killed over and over finishes every run, and does nothing twice",
  () => holds({ composition: "embedded", machines: 1, rounds: 4, seed }),
  timeout
)

if (hasPostgres) {
  it.live(
    "two machines of which one is killed at a time finish every run, and do nothing twice",
    () => holds({ composition: "postgres", machines: 2, rounds: 4, seed }),
    timeout
  )
} else {
  it.skip("kills of machines that share a Postgres server: skipped, for want of its binaries")
}
