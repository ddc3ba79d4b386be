/**
 * Fifty keys of learners and the master keys they are sealed with: planted by every way in, used by every way there is,
 * and looked for everywhere something is kept, logged, answered or printed.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { newMasterKey, writeMasterKeys } from "@loopi/core"
import { Effect, Redacted } from "effect"
import { Plan } from "loopi"
import { findBinaries } from "../../../postgres/src/testing/localServer.ts"
import { finderOf } from "./Finder.ts"
import { filesIn, loudServer } from "./LoudServer.ts"
import { newCanary, newSecrets } from "./shapes.ts"
import { useBeneath } from "./useBeneath.ts"
import { useProgram } from "./useProgram.ts"

const binaries = findBinaries()
const what = "no key is found anywhere but sealed"

const directory = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "loopi-secrets-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

const search = Effect.fnUntraced(function* (binaries: string) {
  const server = yield* loudServer(binaries)
  const data = yield* directory
  const canary = newCanary()
  const secrets = newSecrets()
  const [old, next] = [yield* newMasterKey, yield* newMasterKey]

  const program = yield* useProgram({ data, canary, secrets: secrets.slice(0, 2), url: server.url, old, next })
  const masterKeys = writeMasterKeys([next, old])
  const plan = { ...Plan.hybrid({ directory: data, url: server.url }), masterKeys }
  const beneath = yield* useBeneath({ plan, canary, secrets: secrets.slice(2), old, next, asked: server.asked })
  yield* server.asked((sql) => sql.unsafe(`SET application_name TO '${canary}'`))

  const places: Record<string, Buffer> = {
    pg_dump: yield* server.dump,
    "the server's log": server.log(),
    pg_stat_statements: yield* server.statements,
    "the server's files": yield* server.files,
    "files of LanceDB, and what else is beside it": filesIn(data),
    "logs of the program": Buffer.from(program.logs),
    "output of commands": Buffer.from(program.output),
    "bodies over HTTP": Buffer.from(program.bodies),
    "logs of the use cases": Buffer.from(beneath.logs),
    spans: Buffer.from(beneath.spans),
    errors: Buffer.from(beneath.errors)
  }
  const parts = [
    ...secrets.map(({ random }) => Buffer.from(random)),
    ...[old, next].map(({ material }) => Buffer.from(Redacted.value(material)))
  ]
  return { places, parts, canary, rowPassword: beneath.rowPassword }
})

if (binaries === undefined) {
  process.stderr.write(`${what}: skipped, for want of a server. Install the Postgres binaries.\n`)
  it.skip(what)
} else {
  it.effect(
    what,
    () =>
      Effect.gen(function* () {
        const { canary, parts, places, rowPassword } = yield* search(binaries)
        const { find } = finderOf(parts)
        const forCanary = finderOf([Buffer.from(canary)])

        assert.lengthOf(parts, 52)
        for (const [place, bytes] of Object.entries(places)) {
          // What went to this place openly is found there: so would have been a key.
          assert.isNotEmpty(forCanary.find(bytes), `the canary is not in ${place}`)
          assert.deepStrictEqual(find(bytes), [], `a key is in ${place}`)
        }
        // The log does show parameters: what they hold is sealed, or opens nothing by itself.
        assert.include(places["the server's log"]?.toString("latin1"), rowPassword)
      }),
    300_000
  )
}
