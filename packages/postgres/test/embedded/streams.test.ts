/**
 * Long answers, COPY and notifications: what flows through a session rather than being asked and answered.
 */
import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import type { Duplex } from "node:stream"
import { query } from "../../src/embedded/wire/frames.ts"
import { newTable, SharedHub } from "./sharedHub.ts"
import { bePatient } from "./patience.ts"
import { codeOf, connect, copyData, copyDone, extended, sync, types } from "./wireClient.ts"

bePatient()

const megabyte = 1024 * 1024

layer(SharedHub.layer, { timeout: "60 seconds" })("streams", (it) => {
  it.effect("takes a COPY in, piece by piece", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      const table = yield* newTable
      yield* client.ask(`CREATE TABLE ${table} (n int, word text)`)
      client.send(query(`COPY ${table} FROM STDIN`))
      assert.strictEqual(types(yield* client.until("G")), "G")
      for (let n = 0; n < 100; n += 1) client.send(copyData(`${n}\tword`), copyData(` ${n}\n`))
      client.send(copyDone)
      assert.strictEqual(types(yield* client.until("Z")), "CZ")
      assert.deepStrictEqual(yield* client.values(`SELECT sum(n) FROM ${table} WHERE word = 'word ' || n`), ["4950"])
    })
  )

  it.effect("takes a COPY in by the extended protocol", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      const table = yield* newTable
      yield* client.ask(`CREATE TABLE ${table} (n int)`)
      client.send(extended(`COPY ${table} FROM STDIN`), sync)
      assert.strictEqual(types(yield* client.until("G")), "12G")
      client.send(copyData("7\n"), copyDone, sync)
      assert.strictEqual(types(yield* client.until("Z")), "CZ")
      assert.deepStrictEqual(yield* client.values(`SELECT n FROM ${table}`), ["7"])
    })
  )

  it.effect("copies out", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      const frames = yield* client.ask("COPY (SELECT generate_series(1, 3)) TO STDOUT")
      assert.strictEqual(types(frames), "HdddcCZ")
      assert.strictEqual(Buffer.concat(frames.slice(1, 4).map((frame) => frame.body)).toString(), "1\n2\n3\n")
    })
  )

  it.effect("goes on after a COPY that was refused in the middle", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      const table = yield* newTable
      yield* client.ask(`CREATE TABLE ${table} (n int)`)
      client.send(query(`COPY ${table} FROM STDIN`), copyData("1\n"), copyData("one\n"), copyData("2\n"), copyDone)
      const answer = yield* client.until("Z")
      assert.deepStrictEqual(answer.filter((frame) => frame.type === "E").map(codeOf), ["22P02"])
      assert.deepStrictEqual(yield* client.values(`SELECT count(*) FROM ${table}`), ["0"])
    })
  )

  it.effect("drops a COPY whose client leaves, and frees the backend", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const table = yield* newTable
      const [leaver, other] = yield* Effect.all([connect(hub), connect(hub)])
      yield* other.ask(`CREATE TABLE ${table} (n int)`)
      leaver.send(query(`COPY ${table} FROM STDIN`), copyData("1\n"))
      yield* leaver.until("G")
      leaver.stream.destroy()
      assert.deepStrictEqual(yield* other.values(`SELECT count(*) FROM ${table}`), ["0"])
    })
  )

  it.effect("holds 50 MB back from a slow reader instead of piling them up", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const stream = (yield* connect(hub)).stream
      stream.removeAllListeners("data").pause()
      stream.write(query("SELECT repeat('x', 10000) FROM generate_series(1, 5000)"))
      const { read, most } = yield* readSlowly(stream, 50 * megabyte * 0.95)
      assert.isAbove(read, 47 * megabyte)
      assert.isBelow(most, 3 * megabyte)
    })
  )

  it.effect("serves others while a reader of a long answer waits for one of them", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const stream = (yield* connect(hub)).stream
      const other = yield* connect(hub)
      stream.removeAllListeners("data").pause()
      stream.write(query("SELECT repeat('x', 10000) FROM generate_series(1, 1000)"))
      // Nobody waits yet, so the answer stands still until somebody does.
      yield* unread(stream, 0.9 * megabyte)
      assert.deepStrictEqual(yield* other.values("SELECT 1"), ["1"])
      assert.isAbove(stream.readableLength, 9 * megabyte)
    })
  )

  it.effect("frees the backend when a reader leaves in the middle of a long answer", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const [leaver, other] = yield* Effect.all([connect(hub), connect(hub)])
      const { stream } = leaver
      stream.removeAllListeners("data").pause()
      stream.write(query("SELECT repeat('x', 10000) FROM generate_series(1, 5000)"))
      yield* readSlowly(stream, megabyte)
      stream.destroy()
      assert.deepStrictEqual(yield* other.values("SELECT 1"), ["1"])
    })
  )

  it.effect("keeps the main thread free while the backend is at work", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      const turns = yield* Effect.raceFirst(
        Effect.as(client.ask("SELECT count(*) FROM generate_series(1, 500000) a WHERE md5(a::text) > 'z'"), 0),
        eventLoopTurns(1000)
      )
      assert.strictEqual(turns, 1000)
      yield* client.until("Z")
    })
  )

  it.effect("carries a notification to whoever listens, and to nobody else", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const [speaker, listener, deaf] = yield* Effect.all([connect(hub), connect(hub), connect(hub)])
      yield* listener.ask("LISTEN news")
      yield* deaf.ask("LISTEN other_news")
      assert.strictEqual(types(yield* speaker.ask("NOTIFY news, 'hello'")), "CZ")
      const [heard] = yield* listener.until("A")
      assert.strictEqual(heard?.body.toString("utf8", 4), "news\0hello\0")
      assert.strictEqual(types(yield* deaf.ask("SELECT 1")), "TDCZ")
    })
  )

  it.effect("does not deafen one listener when another stops", () =>
    Effect.gen(function* () {
      const hub = yield* SharedHub
      const [one, two] = yield* Effect.all([connect(hub), connect(hub)])
      yield* one.ask("LISTEN common")
      yield* two.ask("LISTEN common")
      yield* one.ask("UNLISTEN *")
      assert.strictEqual(types(yield* one.ask("NOTIFY common, 'x'")), "CZ")
      assert.strictEqual(types(yield* two.until("A")), "A")
    })
  )

  it.effect("gives a session its own notification between whole frames", () =>
    Effect.gen(function* () {
      const client = yield* connect(yield* SharedHub)
      yield* client.ask("LISTEN self")
      const frames = yield* client.ask("SELECT pg_notify('self', 'x'), repeat('y', 100000)")
      const rest = frames.some((frame) => frame.type === "A") ? frames : [...frames, ...(yield* client.until("A"))]
      assert.strictEqual(types(rest).replace("A", ""), "TDCZ")
      assert.strictEqual(rest.find((frame) => frame.type === "D")?.body.length, 2 + 4 + 4 + 100000)
    })
  )
})

/** Reads 16 KB per turn of the event loop, and notes the most that ever lay unread. */
const readSlowly = (stream: Duplex, enough: number): Effect.Effect<{ readonly read: number; readonly most: number }> =>
  Effect.callback((resume) => {
    let read = 0
    let most = 0
    const step = (): void => {
      most = Math.max(most, stream.readableLength)
      const part: Uint8Array | null = stream.read(Math.min(16 * 1024, Math.max(1, stream.readableLength)))
      read += part?.length ?? 0
      if (read >= enough) resume(Effect.succeed({ read, most }))
      else setImmediate(step)
    }
    step()
  })

/** Waits until so much of an answer lies unread. */
const unread = (stream: Duplex, bytes: number): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const look = (): void => {
      if (stream.readableLength >= bytes) resume(Effect.void)
      else setImmediate(look)
    }
    look()
  })

const eventLoopTurns = (count: number): Effect.Effect<number> =>
  Effect.callback((resume) => {
    let turns = 0
    const step = (): void => {
      turns += 1
      if (turns === count) resume(Effect.succeed(turns))
      else setImmediate(step)
    }
    step()
  })
