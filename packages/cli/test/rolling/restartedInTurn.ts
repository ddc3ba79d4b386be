/**
 * Two servers on one Postgres behind a proxy, restarted in turn while learners go on: nobody is refused, and nothing is
 * counted twice.
 */
// @effect-diagnostics processEnv:off
import { assert } from "@effect/vitest"
import { Effect, Fiber, Schedule, Schema } from "effect"
import { newPlace, type TestPlace } from "../crash/harness/place.ts"
import { start } from "../program.ts"
import { type Ask, type Asking, askingOver, learn } from "./learners.ts"
import { type Proxy, startProxy } from "./Proxy.ts"

/** A machine that is busy with other things may be asked less of. */
const perSecond = Number(process.env["LOOPI_ROLLING_RATE"] ?? 100)
const token = "a-token-for-both-servers"

const decodeId = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ id: Schema.String })))
/** Starts a server, and has the proxy send requests to it once it is ready. */
const startServer = ({ data, env }: TestPlace, proxy: Proxy) =>
  Effect.gen(function* () {
    const running = yield* start(["serve", "--port", "0", "--data", data, "--log-level", "none"], {
      env: { ...env, LOOPI_TOKEN: token, LOOPI_DRAIN_DELAY: "1 second", LOOPI_TRUSTED_PROXIES: "127.0.0.1" }
    })
    yield* Effect.addFinalizer(() => Effect.sync(() => running.child.kill("SIGKILL")))
    yield* Effect.orDie(running.shows("Ctrl-C stops it."))
    const address = /listens on (\S+)/.exec(running.printed.stdout)?.[1] ?? ""
    proxy.add(address)
    yield* Effect.repeat(
      Effect.sync(() => proxy.ready().includes(address)),
      { until: (is) => is, schedule: Schedule.spaced("20 millis") }
    )
    return { ...running, address }
  })

const sent = (ask: Asking, asked: Ask) => Effect.map(ask(asked), ({ text }) => decodeId(text).id)

const newCards = (ask: Asking) =>
  Effect.gen(function* () {
    const goalId = yield* sent(ask, { method: "POST", path: "/api/goals", body: { title: "Know the words" } })
    return yield* Effect.forEach(Array(60).keys(), (i) =>
      sent(ask, {
        method: "POST",
        path: "/api/flashcards",
        body: { goalId, question: `What is the word number ${i}?`, answer: `It is the word ${i}.` }
      })
    )
  })

/** Restarts the servers so often, one after the other, while learners go on. */
export const restartedInTurn = Effect.fnUntraced(function* (composition: "hybrid" | "postgres", restarts: number) {
  const place = yield* newPlace({ composition, smallVolume: false })
  const proxy = yield* startProxy
  const servers = [yield* startServer(place, proxy), yield* startServer(place, proxy)]
  const ask = askingOver(proxy.port, token)
  const cards = yield* newCards(ask)

  const isOver = { now: false }
  const learning = yield* Effect.forkChild(
    learn(ask, cards, perSecond, () => isOver.now),
    { startImmediately: true }
  )
  const took: Array<number> = []
  for (let i = 0; i < restarts; i++) {
    const [old] = servers.splice(0, 1)
    assert.isDefined(old)
    const begun = performance.now()
    old.child.kill("SIGTERM")
    const { exit, stderr } = yield* old.end
    took.push(performance.now() - begun)
    proxy.remove(old.address)
    assert.strictEqual(exit, 0, stderr)
    servers.push(yield* startServer(place, proxy))
  }
  isOver.now = true
  const { asked, failures, rated } = yield* Fiber.join(learning)
  const acknowledged = [...rated.values()].reduce((a, b) => a + b, 0)
  process.stdout.write(
    `${composition}: ${restarts} restarts, ending in ${Math.round(Math.min(...took))} to ${Math.round(Math.max(...took))} ms: ` +
      `${asked} requests, ${failures.length} failed, ${acknowledged} ratings acknowledged\n`
  )

  assert.deepStrictEqual(failures, [])
  assert.isAbove(acknowledged, restarts * 10)
  // Were one lost or counted twice, the next one would not have the version that is kept.
  const last = yield* Effect.forEach(cards, (cardId) =>
    ask({ method: "POST", path: "/api/study/rate", body: { cardId, rating: 3, version: rated.get(cardId) } })
  )
  assert.deepStrictEqual([...new Set(last.map(({ status }) => status))], [200])
}, Effect.scoped)
