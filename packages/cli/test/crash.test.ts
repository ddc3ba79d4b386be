/**
 * kill -9 of the server in the middle of ratings: whatever it answered 200 is in the history, once.
 */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { StudyQueue } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Random, Schema } from "effect"
import { Desk } from "./Desk.ts"
import { type Running, watched } from "./program.ts"

const Review = Schema.Struct({ cardId: Schema.String, version: Schema.Int, rating: Schema.NullOr(Schema.Int) })
const Ledger = Schema.Struct({ reviews: Schema.Array(Review), broken: Schema.Array(Schema.String) })
const decodeLedger = Schema.decodeSync(Schema.fromJsonString(Ledger))

/** Forty cards to rate, where there are none yet, and what the history says, read without the server. */
const ledgerOf = (directory: string) =>
  Effect.gen(function* () {
    const rater = join(import.meta.dirname, "../../loopi/test/rater.ts")
    const { end } = watched(spawn(process.execPath, ["--conditions=@loopi/source", rater, directory], { env: {} }))
    const { stdout } = yield* end
    return decodeLedger(stdout)
  })

const rounds = 20

interface Client {
  readonly address: string
  readonly headers: Record<string, string>
}

const clientOf = ({ printed }: Running): Client => ({
  address: /listens on (\S+)/.exec(printed.stdout)?.[1] ?? "",
  headers: {
    authorization: `Bearer ${/Token +(\S+)/.exec(printed.stdout)?.[1] ?? ""}`,
    "content-type": "application/json"
  }
})

const Rated = Schema.Struct({ schedule: Schema.Struct({ version: Schema.Int }) })
const decodeRated = Schema.decodeSync(Schema.fromJsonString(Rated))

/** Rates a card; `undefined` when there was no answer. A conflict says that the answer before was lost on its way. */
const rate = ({ address, headers }: Client, rating: { cardId: string; version: number; rating: number }) =>
  Effect.tryPromise({
    try: (signal) =>
      fetch(`${address}/api/study/rate`, { method: "POST", headers, body: JSON.stringify(rating), signal }).then(
        (response) => response.text().then((text) => ({ status: response.status, text }))
      ),
    catch: () => "no answer"
  }).pipe(Effect.option)

/** Rates over HTTP until the server is killed, again and again, in a directory of its own. */
const killedTimes = Effect.fnUntraced(
  function* (times: number) {
    const { data, read, start } = yield* Desk
    assert.isEmpty((yield* ledgerOf(data)).reviews)
    const { cards } = yield* read(StudyQueue, "due", "--limit", "50")
    const versions = new Map(cards.map(({ card }) => [card.id, 0]))
    const acknowledged = new Set<string>()

    for (let round = 0; round < times; round++) {
      const server = yield* start("serve", "--port", "0")
      yield* server.shows("Ctrl-C stops it.")
      const client = clientOf(server)
      let left = yield* Random.nextIntBetween(10, 80)
      const rateOn = Effect.fnUntraced(function* (worker: number) {
        for (let turn = worker; ; turn += 4) {
          const card = cards[turn % cards.length]?.card.id
          if (card === undefined) return
          const version = versions.get(card) ?? 0
          const answer = yield* rate(client, { cardId: card, version, rating: 3 })
          if (answer._tag === "None") return
          const { status, text } = answer.value
          versions.set(card, version + 1)
          if (status === 409) continue
          assert.strictEqual(status, 200, text)
          acknowledged.add(`${card} ${decodeRated(text).schedule.version}`)
          if (left-- === 0) server.child.kill("SIGKILL")
        }
      })
      yield* Effect.forEach([0, 1, 2, 3], rateOn, { concurrency: 4, discard: true })
      assert.strictEqual((yield* server.end).signal, "SIGKILL")
    }

    const { broken, reviews } = yield* ledgerOf(data)
    const kept = new Set(reviews.map(({ cardId, version }) => `${cardId} ${version}`))
    assert.strictEqual(kept.size, reviews.length)
    assert.isAbove(acknowledged.size, times * 17)
    for (const one of acknowledged) assert.isTrue(kept.has(one), one)
    assert.isEmpty(broken)
  },
  Effect.provide(Layer.fresh(Desk.layer))
)

it.effect(
  `loopi serve loses and doubles nothing that it acknowledged through ${rounds} kills`,
  () =>
    // On two desks side by side, which takes half the time.
    Effect.all([killedTimes(rounds / 2), killedTimes(rounds / 2)], { concurrency: 2, discard: true }).pipe(
      Random.withSeed("kill -9")
    ),
  240_000
)
