/**
 * The server as a program: what it prints, how it is reached, and how it ends.
 */
import { chmod, rm, stat } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Desk } from "../Desk.ts"
import { start } from "../program.ts"

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi serve", (it) => {
  it.effect("says where it is, lets in who has the token, and ends in peace", () =>
    Effect.gen(function* () {
      const { start } = yield* Desk
      const { child, end, printed, shows } = yield* start("serve", "--port", "0")
      yield* shows("Ctrl-C stops it.")
      const address = /listens on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(printed.stdout)?.[1] ?? ""
      const token = /Token +(\S+)\n/.exec(printed.stdout)?.[1] ?? ""
      const statusOf = (path: string, authorization: string) =>
        Effect.promise(() => fetch(address + path, { headers: { authorization } }).then(({ status }) => status))

      assert.include(printed.stdout, `Docs   ${address}/docs\n`)
      assert.strictEqual(yield* statusOf("/docs", ""), 200)
      assert.strictEqual(yield* statusOf("/api/goals", `Bearer ${token}`), 200)
      assert.strictEqual(yield* statusOf("/api/goals", "Bearer x"), 401)
      child.kill("SIGTERM")
      const { exit, stderr } = yield* end
      assert.strictEqual(exit, 0)
      assert.notInclude(stderr, "loopi: ")
      assert.notInclude(stderr, token)
    })
  )

  it.effect("keeps its token, and ends with Ctrl-C too", () =>
    Effect.gen(function* () {
      const { start } = yield* Desk
      const tokens: Array<string | undefined> = []
      for (const _ of [1, 2]) {
        const { child, end, printed, shows } = yield* start("serve", "--port", "0")
        yield* shows("Ctrl-C stops it.")
        tokens.push(/Token +(\S+)\n/.exec(printed.stdout)?.[1])
        child.kill("SIGINT")
        assert.strictEqual((yield* end).exit, 0)
      }
      assert.match(tokens[0] ?? "", /^loopi_[0-9a-f]{32}$/)
      assert.strictEqual(tokens[1], tokens[0])
    })
  )

  it.effect.skipIf(process.platform === "win32")("closes its token to others, where a copy has let them read it", () =>
    Effect.gen(function* () {
      const { data, start } = yield* Desk
      const file = join(data, "token")
      const modes: Array<number> = []
      const printed: Array<string> = []
      for (const mode of [0o600, 0o644, 0o666]) {
        yield* Effect.promise(() => chmod(file, mode).catch(() => undefined))
        const served = yield* start("serve", "--port", "0")
        yield* served.shows("Ctrl-C stops it.")
        served.child.kill("SIGTERM")
        const { stderr } = yield* served.end
        printed.push(stderr)
        modes.push((yield* Effect.promise(() => stat(file))).mode & 0o777)
      }
      assert.deepStrictEqual(modes, [0o600, 0o600, 0o600])
      assert.deepStrictEqual(
        printed.map((line) => line.includes("Others could read")),
        [false, true, true]
      )
    })
  )

  it.effect("does not print a token that it was given", () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const served = yield* start(["serve", "--port", "0", "--data", data], { env: { LOOPI_TOKEN: "a-given-secret" } })
      yield* served.shows("Ctrl-C stops it.")
      const address = /listens on (http:\S+)\n/.exec(served.printed.stdout)?.[1] ?? ""
      const headers = { authorization: "Bearer a-given-secret" }
      const { status } = yield* Effect.promise(() => fetch(`${address}/api/goals`, { headers }))
      served.child.kill("SIGTERM")
      const { stderr, stdout } = yield* served.end
      assert.strictEqual(status, 200)
      assert.include(stdout, "Token  the one in LOOPI_TOKEN\n")
      assert.notInclude(stdout + stderr, "a-given-secret")
    })
  )

  it.effect("lets nobody in by a short token where others can ask", () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const env = { LOOPI_TOKEN: "short", LOOPI_COMPOSITION: "memory" }
      const { end } = yield* start(["serve", "--port", "0", "--host", "0.0.0.0", "--expose", "--data", data], { env })
      const { exit, stderr } = yield* end
      assert.match(stderr, /^loopi: configuration: LOOPI_TOKEN has fewer than 16 characters/m)
      assert.strictEqual(exit, 2)
    })
  )

  it.effect("ends, and says why, when it may no longer write to its data", () =>
    Effect.gen(function* () {
      const { data, start } = yield* Desk
      const { end, shows } = yield* start("serve", "--port", "0")
      yield* shows("Ctrl-C stops it.")
      yield* Effect.promise(() => rm(join(data, "postgres.lock")))
      const { exit, stderr } = yield* end
      assert.match(stderr, /^loopi: storage_lost: nothing can be kept any more: .*its lock file is gone.*\n$/m)
      assert.strictEqual(exit, 6)
    })
  )

  it.effect("refuses a port in use", () =>
    Effect.gen(function* () {
      const { loopi } = yield* Desk
      const port = yield* takenPort
      const { exit, stderr, stdout } = yield* loopi(["serve"], { env: { PORT: `${port}` } })
      assert.deepStrictEqual(
        { exit, stderr, stdout },
        {
          exit: 5,
          stdout: "",
          stderr: `loopi: port_in_use: port ${port} is in use. Stop what listens there, or choose another with --port (0 takes a free one)\n`
        }
      )
    })
  )
})

const takenPort = Effect.acquireRelease(
  Effect.callback<ReturnType<typeof createServer>>((resume) => {
    const server = createServer()
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  }),
  (server) => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
).pipe(
  Effect.map((server) => {
    const address = server.address() satisfies AddressInfo | string | null
    return typeof address === "object" && address !== null ? address.port : 0
  })
)
