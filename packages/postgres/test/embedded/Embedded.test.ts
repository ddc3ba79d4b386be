/**
 * The embedded Postgres as a program sees it: a directory that is opened, closed, killed and opened again.
 */
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Exit, Layer, Scope } from "effect"
import { SqlClient } from "effect/sql"
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DirectoryLocked } from "../../src/embedded/DirectoryLock.ts"
import * as Embedded from "../../src/embedded/Embedded.ts"
import { type Child, newDirectory, startChild } from "./children.ts"
import { connect, WireClient } from "./wireClient.ts"
import { frame } from "../../src/embedded/wire/frames.ts"

/** A dump of an empty database: starting from it takes a fifth of the time. */
class Seed extends Context.Service<Seed, string>()("@loopi/postgres/test/embedded/Embedded/Seed") {
  static readonly layer = Layer.effect(
    Seed,
    Effect.gen(function* () {
      const file = join(yield* newDirectory, "seed.tgz")
      yield* Effect.scoped(Effect.flatMap(Embedded.open({}), (hub) => Effect.promise(() => hub.dump(file))))
      return file
    })
  )
}

const newOptions = Effect.all({
  directory: Effect.map(newDirectory, (parent) => join(parent, "deep", "data")),
  seed: Seed
})

layer(Seed.layer, { timeout: "60 seconds" })("Embedded", (it) => {
  it.effect("keeps what was written, in camel case here and snake case there", () =>
    Effect.gen(function* () {
      const options = yield* newOptions
      const write = Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`CREATE TABLE goals (goal_title text)`
        yield* sql`INSERT INTO goals ${sql.insert({ goalTitle: "Norwegian" })}`
      })
      const read = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT goal_title FROM goals`)
      yield* Effect.provide(write, Embedded.layer(options))
      assert.isFalse(existsSync(`${options.directory}.lock`))
      const rows = yield* Effect.provide(read, Embedded.layer(options))
      assert.deepStrictEqual(rows, [{ goalTitle: "Norwegian" }])
    })
  )

  it.effect("refuses a directory that is open already", () =>
    Effect.gen(function* () {
      const options = yield* newOptions
      yield* Embedded.open(options)
      const error = yield* Effect.flip(Effect.provide(Effect.void, Embedded.layer(options)))
      assert.instanceOf(error, DirectoryLocked)
    })
  )

  it.effect("begins again when it was killed while it made the database", () =>
    Effect.gen(function* () {
      const options = yield* newOptions
      mkdirSync(join(options.directory, "unfinished", "base"), { recursive: true })
      mkdirSync(join(options.directory, "global"))
      writeFileSync(join(options.directory, "global", "pg_control"), "half")
      const client = yield* connect(yield* Embedded.open(options))
      assert.deepStrictEqual(yield* client.values("SELECT 1"), ["1"])
      assert.notInclude(readdirSync(options.directory), "unfinished")
    })
  )

  it.effect("says why it cannot start", () =>
    Effect.gen(function* () {
      const { directory } = yield* newOptions
      const error = yield* Effect.flip(Effect.scoped(Embedded.open({ directory, seed: `${directory}/missing.tgz` })))
      assert.strictEqual(error._tag, "SqlError")
      assert.include(String(error.cause), "missing.tgz")
      assert.isFalse(existsSync(`${directory}.lock`))
    })
  )

  it.effect("loads the extensions it is told to", () =>
    Effect.gen(function* () {
      const { seed } = yield* newOptions
      const extensions = [{ module: "@electric-sql/pglite/contrib/pgcrypto", name: "pgcrypto" }]
      const client = yield* connect(yield* Embedded.open({ seed, extensions }))
      yield* client.ask("CREATE EXTENSION pgcrypto")
      assert.deepStrictEqual(yield* client.values("SELECT length(gen_random_bytes(8))"), ["8"])
    })
  )

  it.effect("tells every session when the backend has died, and those that come later", () =>
    Effect.gen(function* () {
      const { seed } = yield* newOptions
      const hub = yield* Embedded.open({ seed })
      const [killer, waiting, idle] = yield* Effect.all([connect(hub), connect(hub), connect(hub)])
      yield* killer.ask("BEGIN")
      waiting.send(frame(0x51, "SELECT 1\0"))
      killer.send(frame(0x7a), frame(0x53))
      const late = Effect.suspend(() => new WireClient(hub.connect()).listen().until("Z"))
      const errors = yield* Effect.all([killer, waiting, idle].map((client) => Effect.flip(client.until("?"))))
      for (const error of [...errors, yield* Effect.flip(late)]) {
        assert.include(error.message, "The embedded Postgres has stopped")
      }
    })
  )

  it.effect("does not keep a program alive that has come to its end", () =>
    Effect.gen(function* () {
      const child = yield* startChild("leaver.ts", yield* Seed)
      assert.strictEqual(yield* child.line, "answered 1")
      assert.strictEqual(yield* child.end, 0)
    })
  )

  it.effect(
    "keeps every acknowledged row when it is killed, five times over, and when it is interrupted in a query",
    () =>
      Effect.gen(function* () {
        const { directory, seed } = yield* newOptions
        const acknowledged: Array<string> = []
        for (const round of [1, 2, 3, 4, 5]) {
          const child = yield* startChild("inserter.ts", directory, seed, "insert")
          for (let count = 0; count < 20 * round; count += 1) acknowledged.push(yield* child.line)
          yield* end(child, "SIGKILL", acknowledged)
        }
        const child = yield* startChild("inserter.ts", directory, seed, "query")
        for (let line = yield* child.line; line !== "querying"; line = yield* child.line) acknowledged.push(line)
        yield* end(child, "SIGINT", acknowledged)

        const client = yield* connect(yield* Embedded.open({ directory }))
        const present = new Set(yield* client.values("SELECT id FROM acknowledged"))
        assert.isAtLeast(acknowledged.length, 310)
        assert.deepStrictEqual(
          acknowledged.filter((id) => !present.has(id)),
          []
        )
      }),
    30_000
  )

  it.effect("closes in the middle of a transaction without waiting for it", () =>
    Effect.gen(function* () {
      const options = yield* newOptions
      const scope = yield* Scope.make()
      const client = yield* Effect.flatMap(Embedded.open(options), connect).pipe(Scope.provide(scope))
      yield* client.ask("CREATE TABLE kept (n int)")
      yield* client.ask("BEGIN")
      yield* client.ask("INSERT INTO kept VALUES (1)")
      yield* client.ask("SELECT 1 / 0")
      yield* Scope.close(scope, Exit.void)
      const again = yield* connect(yield* Embedded.open(options))
      assert.deepStrictEqual(yield* again.values("SELECT count(*) FROM kept"), ["0"])
    })
  )
})

/** Ends the child and takes in what it had acknowledged by then. */
const end = Effect.fnUntraced(function* (child: Child, signal: NodeJS.Signals, acknowledged: Array<string>) {
  child.kill(signal)
  assert.strictEqual(yield* child.end, signal)
  for (;;) {
    const line = yield* Effect.option(child.line)
    if (line._tag === "None") return
    acknowledged.push(line.value)
  }
})
