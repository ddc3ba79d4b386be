/**
 * The embedded Postgres as a program sees it: a directory that is opened, closed, killed and opened again.
 */
import { assert, layer } from "@effect/vitest"
import { Lifeline } from "@loopi/core"
import { Context, Deferred, Effect, Exit, Layer, Scope } from "effect"
import { SqlClient } from "effect/sql"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DirectoryLocked } from "../../src/embedded/DirectoryLock.ts"
import * as Embedded from "../../src/embedded/Embedded.ts"
import { query } from "../../src/embedded/wire/frames.ts"
import { type Child, newDirectory, startChild } from "./children.ts"
import { connect, WireClient } from "./wireClient.ts"
import { bePatient } from "./patience.ts"

bePatient()

/** An empty database and a dump of it: copying or loading one takes a fifth of the time of making one. */
class Prepared extends Context.Service<Prepared, { readonly database: string; readonly seed: string }>()(
  "@loopi/postgres/test/embedded/Embedded.test/Prepared"
) {
  static readonly layer = Layer.effect(
    Prepared,
    Effect.gen(function* () {
      const parent = yield* newDirectory
      const [database, seed] = [join(parent, "database"), join(parent, "seed.tgz")]
      const dump = Effect.flatMap(Embedded.open({ directory: database }), (hub) => Effect.promise(() => hub.dump(seed)))
      yield* Effect.scoped(dump)
      return { database, seed }
    })
  )
}

/** A directory with a database of its own. */
const newDatabase = Effect.gen(function* () {
  const directory = join(yield* newDirectory, "data")
  cpSync((yield* Prepared).database, directory, { recursive: true })
  return directory
})

/** A directory that is yet to be made, and what to make it from. */
const newOptions = Effect.gen(function* () {
  return { directory: join(yield* newDirectory, "deep", "data"), seed: (yield* Prepared).seed }
})

layer(Prepared.layer, { timeout: "60 seconds" })("Embedded", (it) => {
  it.effect("keeps what was written, for one program at a time, in camel case here and snake case there", () =>
    Effect.gen(function* () {
      const options = yield* newOptions
      const write = Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`CREATE TABLE goals (goal_title text)`
        yield* sql`INSERT INTO goals ${sql.insert({ goalTitle: "Norwegian" })}`
        return yield* Effect.flip(Effect.provide(Effect.void, Embedded.layer(options)))
      })
      const read = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT goal_title FROM goals`)
      assert.instanceOf(yield* Effect.provide(write, Embedded.layer(options)), DirectoryLocked)
      assert.isFalse(existsSync(`${options.directory}.lock`))
      const rows = yield* Effect.provide(read, Embedded.layer(options))
      assert.deepStrictEqual(rows, [{ goalTitle: "Norwegian" }])
    })
  )

  it.effect("stops writing to a directory that another machine has taken over, and tells whoever runs it", () =>
    Effect.gen(function* () {
      const directory = yield* newDatabase
      const told = yield* Deferred.make<string>()
      const lifeline = { lost: (reason: string) => Deferred.succeed(told, reason) }
      const open = Effect.provideService(Embedded.open({ directory, heartbeat: "30 millis" }), Lifeline, lifeline)
      const client = yield* connect(yield* open)
      writeFileSync(`${directory}.theirs`, JSON.stringify({ pid: 1, host: "elsewhere", nonce: "theirs" }))
      renameSync(`${directory}.theirs`, `${directory}.lock`)
      assert.include((yield* Effect.flip(client.until("?"))).message, "its lock file is gone, or another program's")
      assert.include(yield* Deferred.await(told), "its lock file is gone, or another program's")
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
      // What was there might have been a database that has lost a file: nothing of it is thrown away.
      assert.strictEqual(readFileSync(join(`${options.directory}.aside-1`, "global", "pg_control"), "utf8"), "half")
    })
  )

  it.effect("sets a database aside that has lost the file by which it is known", () =>
    Effect.gen(function* () {
      const directory = yield* newDatabase
      mkdirSync(join(directory, "unfinished"))
      renameSync(join(directory, "PG_VERSION"), join(directory, "..", "PG_VERSION"))
      const open = Effect.scoped(Effect.flatMap(Embedded.open({ directory }), connect))
      for (const aside of [`${directory}.aside-1`, `${directory}.aside-2`]) {
        yield* open
        assert.includeMembers(readdirSync(directory), ["PG_VERSION", "base"])
        assert.include(readdirSync(aside), "base")
        renameSync(join(directory, "PG_VERSION"), join(aside, "PG_VERSION"))
        mkdirSync(join(directory, "unfinished"))
      }
      const client = yield* connect(yield* Embedded.open({ directory: `${directory}.aside-1` }))
      assert.deepStrictEqual(yield* client.values("SELECT 1"), ["1"])
    })
  )

  it.effect("says why it cannot start", () =>
    Effect.gen(function* () {
      const { directory } = yield* newOptions
      const error = yield* Effect.flip(Effect.scoped(Embedded.open({ directory, seed: `${directory}/missing.tgz` })))
      assert.include(error._tag === "SqlError" ? String(error.reason.cause) : "", "missing.tgz")
      assert.isFalse(existsSync(`${directory}.lock`))
    })
  )

  it.effect("loads the extensions it is told to, besides pgcrypto", () =>
    Effect.gen(function* () {
      const { seed } = yield* newOptions
      const extensions = [{ module: "@electric-sql/pglite/contrib/citext", name: "citext" }]
      const client = yield* connect(yield* Embedded.open({ seed, extensions }))
      yield* client.ask("CREATE EXTENSION citext; CREATE EXTENSION pgcrypto")
      assert.deepStrictEqual(yield* client.values("SELECT 'A'::citext = 'a'"), ["t"])
      assert.deepStrictEqual(yield* client.values("SELECT length(gen_random_bytes(8))"), ["8"])
    })
  )

  it.effect("tells every session when the backend has died, and those that come later", () =>
    Effect.gen(function* () {
      const { seed } = yield* newOptions
      const extensions = [{ module: new URL("children/crash.ts", import.meta.url).href, name: "crash" }]
      const hub = yield* Embedded.open({ seed, extensions })
      const [killer, waiting, idle] = yield* Effect.all([connect(hub), connect(hub), connect(hub)])
      yield* killer.ask("BEGIN")
      waiting.send(query("SELECT 1"))
      killer.send(query("SELECT 'crash now'"))
      const late = Effect.suspend(() => new WireClient(hub.connect()).listen().until("Z"))
      const errors = yield* Effect.forEach([killer, waiting, idle], (client) => Effect.flip(client.until("?")))
      for (const error of [...errors, yield* Effect.flip(late)]) {
        assert.include(error.message, "The embedded Postgres has stopped")
      }
    })
  )

  it.effect("does not keep a program alive that has come to its end", () =>
    Effect.gen(function* () {
      const child = yield* startChild("leaver.ts", (yield* Prepared).seed)
      assert.strictEqual(yield* child.line, "answered 1")
      assert.strictEqual(yield* child.end, 0)
    })
  )

  it.effect(
    "keeps every acknowledged row when it is killed, five times over, and when it is interrupted in a query",
    () =>
      Effect.gen(function* () {
        const directory = yield* newDatabase
        const acknowledged: Array<string> = []
        for (const round of [1, 2, 3, 4, 5]) {
          const child = yield* startChild("inserter.ts", directory, "insert")
          for (let count = 0; count < 20 * round; count += 1) acknowledged.push(yield* child.line)
          yield* end(child, "SIGKILL", acknowledged)
        }
        const child = yield* startChild("inserter.ts", directory, "query")
        for (let line = yield* child.line; line !== "querying"; line = yield* child.line) acknowledged.push(line)
        yield* end(child, "SIGINT", acknowledged)

        const client = yield* connect(yield* Embedded.open({ directory }))
        const present = new Set(yield* client.values("SELECT id FROM acknowledged"))
        assert.isAtLeast(acknowledged.length, 310)
        assert.deepStrictEqual(
          acknowledged.filter((id) => !present.has(id)),
          []
        )
      })
  )

  it.effect("closes in the middle of a transaction without waiting for it", () =>
    Effect.gen(function* () {
      const directory = yield* newDatabase
      const scope = yield* Scope.make()
      const client = yield* Effect.flatMap(Embedded.open({ directory }), connect).pipe(Scope.provide(scope))
      yield* client.ask("CREATE TABLE kept (n int)")
      yield* client.ask("BEGIN")
      yield* client.ask("INSERT INTO kept VALUES (1)")
      yield* client.ask("SELECT 1 / 0")
      yield* Scope.close(scope, Exit.void)
      const again = yield* connect(yield* Embedded.open({ directory }))
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
