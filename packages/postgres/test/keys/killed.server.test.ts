/**
 * A rotation that is killed at any point leaves every key sealed as before or anew, and is finished by the next one.
 */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { newMasterKey, ProviderKeyVault, readSecret, type UserId, writeMasterKeys } from "@loopi/core"
import { fixtures, TestMasterKeys } from "@loopi/core/testing"
import { Postgres } from "@loopi/postgres"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

const learners = 400
const kills = [360, 300, 240, 180, 120, 60]

withServer("a rotation that is killed", () =>
  it.layer(layerServer, { timeout: "60 seconds" })("a rotation", (it) => {
    it.effect(
      "that is killed six times is finished by the seventh, and everybody reads meanwhile",
      () =>
        Effect.gen(function* () {
          const { runtime } = yield* (yield* TestServer).newMigrated
          const stores = Postgres.layerUrl(runtime).pipe(Layer.provideMerge(TestMasterKeys.layer))
          yield* Effect.provide(killing(runtime), stores)
        }),
      240_000
    )
  })
)

const killing = Effect.fnUntraced(function* (url: Redacted.Redacted) {
  const ring = yield* TestMasterKeys
  const old = yield* ring.renew
  const kept = yield* Effect.replicateEffect(newKey, learners, { concurrency: 4 })
  const next = yield* newMasterKey
  yield* ring.set(next, old)
  const left = Effect.map(
    (yield* ProviderKeyVault).counts,
    (counts) => counts.find(({ masterKeyId }) => masterKeyId === old.id)?.keys ?? 0
  )
  const reading = yield* Effect.forkChild(Effect.forever(assertAllReadable(kept)))

  const env = { DATABASE_URL: Redacted.value(url), LOOPI_MASTER_KEYS: Redacted.value(writeMasterKeys([next, old])) }
  for (const enough of kills) {
    const child = rotator(env)
    yield* Effect.repeat(left, { until: (keys) => keys <= enough })
    child.process.kill("SIGKILL")
    assert.strictEqual(yield* child.ended, "SIGKILL")
    // It really was in the middle of it.
    assert.isAbove(yield* left, 0)
    yield* assertAllReadable(kept)
  }
  assert.strictEqual(yield* rotator(env).ended, 0)

  assert.strictEqual(yield* left, 0)
  assert.isUndefined(reading.pollUnsafe())
  yield* Fiber.interrupt(reading)
  yield* ring.set(next)
  yield* assertAllReadable(kept)
})

interface Kept {
  readonly learner: UserId
  readonly text: string
}

const newKey = Effect.gen(function* () {
  const learner = yield* fixtures.newLearner
  const text = `sk-of-${learner}`
  const secret = yield* Effect.fromResult(readSecret(Redacted.make(text)))
  yield* (yield* ProviderKeyVault).put(learner, "anthropic", secret)
  return { learner, text } satisfies Kept
})

const assertAllReadable = Effect.fnUntraced(function* (kept: ReadonlyArray<Kept>) {
  const vault = yield* ProviderKeyVault
  for (const { learner, text } of kept) {
    assert.strictEqual(Redacted.value(yield* vault.reveal(learner, "anthropic")), text)
  }
})

const rotator = (env: Record<string, string>) => {
  const file = join(import.meta.dirname, "children/rotator.ts")
  const child = spawn(process.execPath, ["--conditions=@loopi/source", file], { env, stdio: "inherit" })
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? code))
  })
  return { process: child, ended: Effect.promise(() => ended) }
}
