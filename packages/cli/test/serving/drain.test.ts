/**
 * The server told to stop: who is told, who is waited for, and who is not.
 */
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, it } from "@effect/vitest"
import { Effect, Schedule, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { type Running, start } from "../program.ts"

const token = "a-token-for-the-drain"
const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }

/** A model that takes every request and answers none. */
const silentModel = Effect.acquireRelease(
  Effect.callback<{ readonly server: Server; readonly asked: () => number }>((resume) => {
    let asked = 0
    const server = createServer(() => void asked++)
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed({ server, asked: () => asked })))
  }),
  ({ server }) => Effect.sync(() => server.close().closeAllConnections())
).pipe(
  Effect.map(({ asked, server }) => {
    const address = server.address() satisfies AddressInfo | string | null
    return { asked, url: typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "" }
  })
)

const served = (data: string, env: Record<string, string> = {}) =>
  Effect.gen(function* () {
    const running = yield* start(["serve", "--port", "0", "--data", data], { env: { LOOPI_TOKEN: token, ...env } })
    yield* Effect.addFinalizer(() => Effect.sync(() => running.child.kill("SIGKILL")))
    yield* running.shows("Ctrl-C stops it.")
    return { ...running, address: /listens on (\S+)/.exec(running.printed.stdout)?.[1] ?? "" }
  })

/** Milliseconds until its end, and what it ended with. */
const stopped = ({ child, end }: Running) =>
  Effect.gen(function* () {
    const begun = performance.now()
    child.kill("SIGTERM")
    const { exit } = yield* end
    return { exit, took: performance.now() - begun }
  })

const until = (is: () => boolean) =>
  Effect.repeat(Effect.sync(is), { until: (now) => now, schedule: Schedule.spaced("20 millis") })

const statusOf = (url: string) => Effect.promise(() => fetch(url).then(({ status }) => status))

const Begun = Schema.fromJsonString(Schema.Struct({ run: Schema.Struct({ id: Schema.String }) }))

it.layer(Desk.layer, { timeout: "60 seconds", excludeTestServices: true })("a server that is told to stop", (it) => {
  it.effect("says so while it still answers, and ends at once when it is told again", () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const server = yield* served(data, { LOOPI_DRAIN_DELAY: "1 minute" })
      assert.strictEqual(yield* statusOf(`${server.address}/api/ready`), 200)
      server.child.kill("SIGTERM")
      yield* Effect.repeat(statusOf(`${server.address}/api/ready`), { until: (status) => status === 503 })
      assert.strictEqual(yield* statusOf(`${server.address}/api/health`), 200)
      const { exit, took } = yield* stopped(server)
      assert.strictEqual(exit, 143)
      assert.isBelow(took, 2_000)
      assert.include(server.printed.stderr, "Told to stop once more: it stops without waiting for anything.")
    }).pipe(Effect.scoped)
  )

  it.effect("waits neither for those who watch a run nor for the run, which goes on with the next server", () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const model = yield* silentModel
      const env = { ANTHROPIC_API_KEY: "sk-test", ANTHROPIC_BASE_URL: model.url }
      const server = yield* served(data, env)
      const body = JSON.stringify({ title: "Know the words", grow: true })
      const answer = yield* Effect.promise(() =>
        fetch(`${server.address}/api/goals`, { method: "POST", headers, body }).then((response) => response.text())
      )
      const { run } = yield* Schema.decodeEffect(Begun)(answer)
      const watch = yield* Effect.promise(() => fetch(`${server.address}/api/runs/${run.id}/events`, { headers }))
      const told = watch.body?.getReader()
      yield* Effect.promise(() => Promise.resolve(told?.read()))

      yield* until(() => model.asked() === 1)

      const { exit, took } = yield* stopped(server)
      assert.strictEqual(exit, 0)
      assert.isBelow(took, 8_000)
      assert.include(server.printed.stderr, "Stopping: 1 request is under way, and no more are taken.")
      const last = yield* Effect.promise(() =>
        Promise.resolve(told?.read()).then(
          (part) => part?.done ?? true,
          () => true
        )
      )
      assert.isTrue(last, "the watch went on")

      const next = yield* served(data, env)
      yield* until(() => model.asked() === 2)
      const stands = yield* Effect.promise(() =>
        fetch(`${next.address}/api/runs/${run.id}`, { headers }).then((response) => response.text())
      )
      assert.include(stands, '"status":"running"')
      yield* stopped(next)
    }).pipe(Effect.scoped)
  )
})
