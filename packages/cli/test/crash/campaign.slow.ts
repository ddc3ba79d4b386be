/**
 * A few rounds of `npm run crash`: what was acknowledged is kept, once, and all that is kept can be explained.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { lineOf } from "./checker/Finding.ts"
import { campaign, type CampaignOptions } from "./harness/campaign.ts"
import { hasPostgres } from "./harness/LocalPostgres.ts"
import { mayMount } from "./harness/volume.ts"

const holds = Effect.fnUntraced(function* (options: CampaignOptions) {
  const { findings, rounds, witness } = yield* campaign(options)
  assert.deepStrictEqual(findings.map(lineOf), [])
  assert.strictEqual(
    rounds.reduce((sum, { refused }) => sum + refused, 0),
    0
  )
  assert.isAtLeast(witness.attempts.filter(({ outcome }) => outcome.tag === "acknowledged").length, rounds.length)
})

const seed = "kill -9"
const timeout = 240_000

it.live(
  "the embedded composition loses and doubles nothing through kills of the server",
  () => holds({ composition: "embedded", kill: "server", rounds: 2, seed }),
  timeout
)

it.live(
  "the quiz flow on LanceDB alone loses and doubles nothing through kills of the server",
  () => holds({ composition: "lancedb-study", kill: "server", rounds: 1, seed }),
  timeout
)

/** What is killed on the hybrid composition, and how often. */
const onServer = [
  { kill: "archiver", rounds: 2 },
  { kill: "postgres", rounds: 1 },
  { kill: "directory", rounds: 1 },
  ...(mayMount() ? [{ kill: "volume", rounds: 1 } as const] : [])
] as const

if (!mayMount()) it.skip("a full volume: skipped, as only root may mount one")

if (hasPostgres) {
  it.live.each(onServer)(
    "the hybrid composition loses and doubles nothing, and refuses no rating in vain: $kill, $rounds times",
    ({ kill, rounds }) => holds({ composition: "hybrid", kill, rounds, seed }),
    timeout
  )
} else {
  it.skip("kills of a Postgres server: skipped, for want of its binaries")
}
