import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect, FileSystem, Path, Redacted } from "effect"
import { tokenIn } from "../../src/serving/serveToken.ts"

it.effect("the token is made together with a directory that nobody has made yet, and is the same afterwards", () =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const data = (yield* Path.Path).join(yield* files.makeTempDirectoryScoped(), "not", "there")
    const { shown, token } = yield* tokenIn(data, false)
    assert.strictEqual(Redacted.value(token), shown)
    assert.strictEqual((yield* tokenIn(data, false)).shown, shown)
    assert.strictEqual((yield* files.stat(`${data}/token`)).mode & 0o777, 0o600)
  }).pipe(Effect.provide(NodeServices.layer))
)
