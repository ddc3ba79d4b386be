/**
 * `loopi migrate`: brings a database on a server up to date, and lets the login in that serves learners.
 */
import { Postgres } from "loopi"
import { Config, Effect, Option, Redacted, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { notOpened } from "../failures/openings.ts"
import { show } from "../output/output.ts"
import { json } from "../root.ts"

const Outcome = Schema.Struct({
  ran: Schema.Array(Schema.String),
  runtimeRole: Schema.NullOr(Schema.String),
  madeRole: Schema.Boolean,
  changedPassword: Schema.Boolean
})
type Outcome = typeof Outcome.Type

export const migrate = Command.make(
  "migrate",
  {
    url: Flag.String("url").pipe(
      Flag.withMetavar("URL"),
      Flag.withDescription("The database, as its owner (or set DATABASE_OWNER_URL)"),
      Flag.withFallbackConfig(Config.String("DATABASE_OWNER_URL"))
    ),
    runtimeRole: Flag.String("runtime-role").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("The login for DATABASE_URL; LOOPI_RUNTIME_PASSWORD makes it, or changes its password"),
      Flag.optional
    ),
    vectors: Flag.Boolean("vectors").pipe(
      Flag.withDescription("Keep vectors in Postgres too, with pgvector"),
      Flag.withDefault(false)
    ),
    json
  },
  Effect.fn(function* ({ json, runtimeRole, url, vectors }) {
    const role = Option.getOrUndefined(runtimeRole)
    const password = Option.getOrUndefined(yield* Config.option(Config.Redacted("LOOPI_RUNTIME_PASSWORD")))
    const options = { runtimeRole: role, password, changePassword: true, vectors }
    const migrated = yield* Postgres.migrateUrl(Redacted.make(url), options).pipe(
      Effect.tapError((error) => Effect.logDebug(error)),
      Effect.mapError((error) => notOpened(error, "--url"))
    )
    yield* show(Outcome, { ...migrated, runtimeRole: role ?? null }, json, inWords)
  })
).pipe(
  Command.withDescription("Bring a database on a server up to date"),
  Command.withExamples([
    {
      command: "loopi migrate --url postgres://owner@db/app --runtime-role loopi_app",
      description: "Make or update the tables, and let loopi_app serve learners"
    },
    { command: "loopi migrate --vectors --json", description: "With pgvector, at DATABASE_OWNER_URL, for programs" }
  ])
)

const inWords = ({ changedPassword, madeRole, ran, runtimeRole }: Outcome): ReadonlyArray<string> => [
  ...(ran.length === 0 ? ["The database is up to date"] : ran.map((name) => `Ran ${name}`)),
  ...(changedPassword ? [`Changed the password of ${runtimeRole}`] : []),
  ...(runtimeRole === null ? [] : [`${madeRole ? "Made" : "Let in"} ${runtimeRole}: name it in DATABASE_URL`])
]
