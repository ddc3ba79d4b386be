/**
 * A server that must not be used as it is, is refused when it is opened: by a reason, and one line that names the fix.
 */
import { Postgres, PostgresUnusable, type UnusableReason } from "@loopi/postgres"
import { assert, layer } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Redacted } from "effect"
import { Statement } from "effect/sql"
import { asked, newRole } from "./roles.ts"
import { layer as layerServer, type Migrated, TestServer, withLogin, withServer } from "./server.ts"

interface Case {
  readonly reason: UnusableReason
  /** What is wrong with the role that signs in. */
  readonly role?: string
  /** What an administrator did. `$ROLE` is who signs in. */
  readonly done?: string
  readonly as?: keyof Migrated
  readonly vectors?: boolean
}

const member = "GRANT loopi_learner, loopi_worker TO $ROLE"

const cases: ReadonlyArray<Case> = [
  { reason: "superuser", as: "admin" },
  { reason: "owns_tables", as: "owner" },
  { reason: "bypasses_row_security", role: "NOINHERIT BYPASSRLS", done: member },
  { reason: "not_a_member", role: "NOINHERIT" },
  { reason: "not_a_member", role: "NOINHERIT", done: "GRANT loopi_learner TO $ROLE" },
  { reason: "holds_rights", role: "INHERIT", done: member },
  { reason: "holds_rights", role: "NOINHERIT", done: `${member}; GRANT SELECT ON loopi.goals TO $ROLE` },
  { reason: "holds_rights", done: "GRANT DELETE ON loopi.reviews TO PUBLIC" },
  { reason: "migrations_behind", done: "DELETE FROM loopi.loopi_migrations WHERE migration_id > 8" },
  { reason: "migrations_behind", done: "DROP SCHEMA loopi CASCADE" },
  { reason: "migrations_ahead", done: "INSERT INTO loopi.loopi_migrations VALUES (9999, now(), 'tomorrow')" },
  { reason: "no_pgcrypto", done: "DROP EXTENSION pgcrypto CASCADE" },
  { reason: "no_vector", done: "DROP EXTENSION IF EXISTS vector CASCADE", vectors: true }
]

const open = (url: Redacted.Redacted, vectors = false) =>
  Effect.scoped(Layer.build(Postgres.layerUrl(url, { vectors }))).pipe(Effect.asVoid)

const refusal = <A, E>(reason: UnusableReason, attempt: Effect.Effect<A, E>): Effect.Effect<PostgresUnusable> =>
  Effect.map(Effect.exit(attempt), (exit) => {
    const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
    assert.instanceOf(error, PostgresUnusable)
    assert.strictEqual(error.reason, reason, error.message)
    assert.match(error.message, /^Postgres cannot be used as it is \(\w+\): .+\. .+\.$/)
    assert.notInclude(error.message, "\n")
    return error
  })

withServer("what a server has to be", () => {
  layer(layerServer, { timeout: "60 seconds" })("what a server has to be", (it) => {
    it.effect.each(cases)(
      "is told by a reason: $reason $role $done",
      ({ as = "runtime", done, reason, role, vectors }) =>
        Effect.gen(function* () {
          const server = yield* TestServer
          const signsIn = role === undefined ? undefined : yield* newRole(role)
          const database = yield* server.newMigrated
          const url = Redacted.value(database[as])
          for (const statement of done?.split("; ") ?? []) {
            yield* asked(database.admin, statement.replaceAll("$ROLE", signsIn ?? ""))
          }
          const login = signsIn === undefined ? url : withLogin(url, signsIn)
          yield* refusal(reason, open(Redacted.make(login), vectors))
        })
    )

    it.effect("is told by a reason: too_old", () =>
      Effect.gen(function* () {
        const { runtime } = yield* (yield* TestServer).newMigrated
        const asIf14 = Layer.succeed(Statement.CurrentTransformer, (statement, sql) =>
          Effect.sync(() =>
            sql.unsafe(statement.compile()[0].replace("current_setting('server_version_num')", "'140012'"))
          )
        )
        yield* refusal("too_old", open(runtime).pipe(Effect.provide(asIf14)))
      })
    )

    it.effect("is what `migrateUrl` makes it, for an owner who is no superuser", () =>
      Effect.gen(function* () {
        const { owner, runtime } = yield* (yield* TestServer).newMigrated
        yield* open(runtime)
        const again = yield* Postgres.migrateUrl(owner, { runtimeRole: new URL(Redacted.value(runtime)).username })
        assert.deepStrictEqual(again, { ran: [], madeRole: false, changedPassword: false })
      })
    )

    it.effect("is made so at the start where the owner is named as well", () =>
      Effect.gen(function* () {
        const owner = yield* (yield* TestServer).newDatabase
        const role = yield* newRole("INHERIT")
        const runtime = Redacted.make(withLogin(Redacted.value(owner), role))
        const started = Layer.build(Postgres.layerUrl(runtime, { ownerUrl: owner }))
        yield* Effect.scoped(started)
        yield* open(runtime)
      })
    )

    it.effect("is made so by the statements that an owner without rights is told, and an administrator runs", () =>
      Effect.gen(function* () {
        const [owner, name] = [yield* newRole("INHERIT"), yield* newRole("INHERIT")]
        const admin = yield* (yield* TestServer).newDatabase
        const url = Redacted.make(withLogin(Redacted.value(admin), owner))
        const attempt = Postgres.migrateUrl(url, { runtimeRole: name })
        const { message } = yield* refusal("owner_may_not", attempt)
        const told = /`(GRANT CREATE [^`]+)`/.exec(message)?.[1]?.split("; ") ?? []
        assert.lengthOf(told, 8)
        const database = new URL(Redacted.value(admin)).pathname.slice(1)
        for (const statement of told) {
          const filled = statement.replace("<database>", database).replace("<owner>", owner).replace("<name>", name)
          yield* asked(admin, filled.startsWith("CREATE ROLE") ? unlessMade(filled) : filled)
        }
        yield* asked(admin, `ALTER ROLE ${name} NOINHERIT`)
        yield* attempt
        yield* open(Redacted.make(withLogin(Redacted.value(admin), name)))
      })
    )

    it.effect("changes the password of a login that is there only for who asks for it", () =>
      Effect.gen(function* () {
        const server = yield* TestServer
        const role = yield* newRole("NOINHERIT")
        const admin = yield* server.newDatabase
        const kept = asked(admin, `SELECT rolpassword FROM pg_authid WHERE rolname = '${role}'`)
        const before = yield* kept
        const options = { runtimeRole: role, password: Redacted.make("another one") }
        const left = yield* Postgres.migrateUrl(admin, options)
        assert.isFalse(left.changedPassword)
        assert.deepStrictEqual(yield* kept, before)
        const changed = yield* Postgres.migrateUrl(admin, { ...options, changePassword: true })
        assert.deepStrictEqual(changed, { ran: [], madeRole: false, changedPassword: true })
        assert.notDeepEqual(yield* kept, before)
      })
    )

    it.effect("does not come about with a runtime role that there is not, or an owner who may not", () =>
      Effect.gen(function* () {
        const server = yield* TestServer
        const owner = yield* server.newDatabase
        yield* refusal("no_runtime_role", Postgres.migrateUrl(owner, { runtimeRole: "nobody_we_know" }))
        const guest = yield* newRole("NOINHERIT")
        const url = Redacted.make(withLogin(Redacted.value(yield* server.newDatabase), guest))
        const error = yield* refusal("owner_may_not", Postgres.migrateUrl(url))
        assert.include(error.message, "permission denied for database")
      })
    )
  })
})

/** The two roles belong to the whole server, and the login was made by the test. */
const unlessMade = (statement: string): string =>
  `DO $$ BEGIN ${statement}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`
