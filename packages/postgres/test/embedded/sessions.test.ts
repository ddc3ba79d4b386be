/**
 * Many sessions over one backend: whose turn it is, and what happens to the others when one leaves.
 */
import { assert, layer } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope } from "effect"
import { frame, query } from "../../src/embedded/wire/frames.ts"
import { newTable, SharedHub } from "./sharedHub.ts"
import { bePatient } from "./patience.ts"
import { codeOf, connect, extended, flush, startup, sync, types, WireClient } from "./wireClient.ts"

bePatient()

layer(SharedHub.layer, { timeout: "60 seconds" })("sessions", (it) => {
  it.effect("writes to disk before it acknowledges", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      assert.deepStrictEqual(yield* client.values("SHOW fsync"), ["on"])
    })
  )

  it.effect("never lets transactions of different sessions interleave", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const table = yield* newTable
      const first = yield* connect(hub)
      yield* first.ask(`CREATE TABLE ${table} AS SELECT 0 AS n`)
      const increment = Effect.gen(function* () {
        const client = yield* connect(hub)
        yield* client.ask("BEGIN")
        const [before] = yield* client.values(`SELECT n FROM ${table}`)
        yield* Effect.yieldNow
        yield* client.ask(`UPDATE ${table} SET n = ${before} + 1`)
        const [after] = yield* client.values(`SELECT n FROM ${table}`)
        yield* client.ask("COMMIT")
        return Number(after) - Number(before)
      })
      const steps = yield* Effect.all(
        Array.from({ length: 20 }, () => Effect.scoped(increment)),
        {
          concurrency: "unbounded"
        }
      )
      assert.deepStrictEqual(new Set(steps), new Set([1]))
      assert.deepStrictEqual(yield* first.values(`SELECT n FROM ${table}`), ["20"])
    })
  )

  it.effect("gives no turn to a session that left while waiting, and goes on without it", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const table = yield* newTable
      const [holder, leaver, patient] = yield* Effect.all([connect(hub), connect(hub), connect(hub)])
      yield* holder.ask(`CREATE TABLE ${table} (who text)`)
      yield* holder.ask("BEGIN")
      leaver.send(query(`INSERT INTO ${table} VALUES ('leaver')`))
      const waiting = yield* Effect.forkChild(patient.ask(`INSERT INTO ${table} VALUES ('patient')`))
      yield* Effect.yieldNow
      leaver.stream.destroy()
      yield* Effect.exit(leaver.until("Z"))
      yield* holder.ask("COMMIT")
      yield* Fiber.join(waiting)
      assert.deepStrictEqual(yield* holder.values(`SELECT who FROM ${table}`), ["patient"])
    })
  )

  it.effect("rolls back the transaction of a session that leaves, and frees the backend", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const table = yield* newTable
      const [leaver, other] = yield* Effect.all([connect(hub), connect(hub)])
      yield* other.ask(`CREATE TABLE ${table} (n int)`)
      yield* leaver.ask("BEGIN")
      yield* leaver.ask(`INSERT INTO ${table} VALUES (1)`)
      leaver.stream.destroy()
      assert.deepStrictEqual(yield* other.values(`SELECT count(*) FROM ${table}`), ["0"])
      yield* other.ask("BEGIN")
      yield* other.ask(`INSERT INTO ${table} VALUES (2)`)
      yield* other.ask("COMMIT")
      assert.deepStrictEqual(yield* other.values(`SELECT n FROM ${table}`), ["2"])
    })
  )

  it.effect("rolls back when a session leaves in the middle of a query", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const table = yield* newTable
      const [leaver, other] = yield* Effect.all([connect(hub), connect(hub)])
      yield* other.ask(`CREATE TABLE ${table} (n int)`)
      leaver.send(query("BEGIN"), query(`INSERT INTO ${table} SELECT generate_series(1, 20000)`))
      yield* leaver.until("Z")
      leaver.stream.destroy()
      assert.deepStrictEqual(yield* other.values(`SELECT count(*) FROM ${table}`), ["0"])
    })
  )

  it.effect("drops an unfinished exchange of a session that leaves before its Sync", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const table = yield* newTable
      const [leaver, failed, other] = yield* Effect.all([connect(hub), connect(hub), connect(hub)])
      yield* other.ask(`CREATE TABLE ${table} (n int)`)
      leaver.send(extended(`INSERT INTO ${table} VALUES (1)`), flush)
      yield* leaver.until("C")
      leaver.stream.destroy()
      assert.deepStrictEqual(yield* other.values(`SELECT count(*) FROM ${table}`), ["0"])
      failed.send(extended("SELECT 1 / 0"), flush)
      yield* failed.until("E")
      failed.stream.destroy()
      assert.deepStrictEqual(yield* other.values("SELECT 1"), ["1"])
    })
  )

  it.effect("serves a single question in the middle of somebody's hundred", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const [hammer, single] = yield* Effect.all([connect(hub), connect(hub)])
      hammer.send(...Array.from({ length: 100 }, () => query("SELECT 1")))
      yield* single.ask("SELECT 2")
      const answered = hammer.frames.filter((frame) => frame.type === "Z").length
      assert.isBelow(answered, 10)
      for (let left = 100; left > 0; left -= 1) yield* hammer.until("Z")
    })
  )

  it.effect("closes the statements a session leaves behind", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const scope = yield* Scope.make()
      const leaver = yield* Scope.provide(connect(hub), scope)
      const other = yield* connect(hub)
      const count = "SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine'"
      leaver.send(extended("SELECT 1", "mine"), sync)
      assert.strictEqual(types(yield* leaver.until("Z")), "12DCZ")
      assert.deepStrictEqual(yield* other.values(count), ["1"])
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(yield* other.values(count), ["0"])
    })
  )

  it.effect("keeps a Terminate from the backend that others use", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const [leaver, other] = yield* Effect.all([connect(hub), connect(hub)])
      leaver.send(frame(0x58))
      const end = yield* Effect.flip(leaver.until("Z"))
      assert.strictEqual(end.message, "closed")
      assert.deepStrictEqual(yield* other.values("SELECT 3"), ["3"])
    })
  )

  it.effect("declines encryption and goes on in plain", () =>
    Effect.gen(function* () {
      const client = new WireClient((yield* SharedHub).connect())
      const answer = Effect.callback<string>((resume) => {
        client.stream.once("data", (chunk: Buffer) => resume(Effect.succeed(chunk.toString())))
      })
      client.send(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]))
      assert.strictEqual(yield* answer, "N")
      client.listen().send(startup())
      assert.include(types(yield* client.until("Z")), "K")
      client.stream.destroy()
    })
  )

  it.effect("refuses a message of an impossible length or type and lets the others be", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const other = yield* connect(hub)
      for (const message of [Buffer.from([0x51, 0xff, 0xff, 0xff, 0xff]), frame(0x7a)]) {
        const wild = yield* connect(hub)
        wild.send(message)
        assert.include((yield* Effect.flip(wild.until("Z"))).message, "not possible")
      }
      assert.deepStrictEqual(yield* other.values("SELECT 4"), ["4"])
    })
  )

  it.effect("cancels a question that waits, and only for whoever knows the secret", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const [holder, waiter] = yield* Effect.all([connect(hub), Effect.succeed(new WireClient(hub.connect()).listen())])
      waiter.send(startup())
      const key = (yield* waiter.until("Z")).find((frame) => frame.type === "K")?.body ?? Buffer.alloc(8)
      yield* holder.ask("BEGIN")
      waiter.send(query("SELECT 5"))
      yield* cancel(hub, Buffer.concat([key.subarray(0, 4), Buffer.alloc(4)]))
      assert.strictEqual(waiter.frames.length, 0)
      yield* cancel(hub, key)
      const answer = yield* waiter.until("Z")
      assert.deepStrictEqual(answer.filter((frame) => frame.type === "E").map(codeOf), ["57014"])
      yield* holder.ask("COMMIT")
      assert.deepStrictEqual(yield* waiter.values("SELECT 6"), ["6"])
      waiter.stream.destroy()
    })
  )
})

const cancel = (hub: SharedHub["Service"], key: Buffer): Effect.Effect<unknown> => {
  const canceller = new WireClient(hub.connect()).listen()
  canceller.send(Buffer.concat([Buffer.from([0, 0, 0, 16, 4, 210, 22, 46]), key]))
  return Effect.exit(canceller.until("Z"))
}
