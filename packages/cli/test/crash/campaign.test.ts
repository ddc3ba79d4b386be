/**
 * A few rounds of `npm run crash`: what was acknowledged is kept, once, and all that is kept can be explained.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { lineOf } from "./checker/Finding.ts"
import { campaign, type CampaignOptions } from "./harness/campaign.ts"
import { hasPostgres } from "./harness/LocalPostgres.ts"

const holds = Effect.fnUntraced(function* (options: CampaignOptions) {
  const { findings, rounds, witness } = yield* campaign(options)
  assert.deepStrictEqual(findings.map(lineOf), [])
  assert.isAtLeast(witness.attempts.filter(({ outcome }) => outcome.tag === "acknowledged").length, rounds.length)
})

const seed = "kill -9"
const timeout = 240_000

it.live(
  "the embedded composition loses and doubles nothing through kills of the server",
  () => holds({ composition: "embedded", kill: "server", rounds: 3, seed }),
  timeout
)

if (hasPostgres) {
  it.live.each(["server", "postgres"] as const)(
    "the hybrid composition loses and doubles nothing through kills of the %s",
    (kill) => holds({ composition: "hybrid", kill, rounds: 3, seed }),
    timeout
  )
} else {
  it.skip("kills of a Postgres server: skipped, for want of its binaries")
}
