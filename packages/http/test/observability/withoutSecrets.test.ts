import { assert, layer } from "@effect/vitest"
import { Effect, Logger } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"

const code = `loopi_ec_${"0Ab".repeat(12)}`
const told: Array<string> = []
const logger = Logger.map(Logger.formatJson, (line) => void told.push(line))

layer(serve(InMemory, { loggers: [logger] }), { excludeTestServices: true })(
  "a secret that stands in an address",
  (it) => {
    it.effect("is in no line of the log", () =>
      Effect.gen(function* () {
        yield* ask(`/api/erasures/${code}`, { bare: true })
        yield* ask(`/api/goals/${code}`)
        const paths = told.filter((line) => line.includes("/api/"))
        assert.strictEqual(paths.length, 2)
        assert.isTrue(paths.some((line) => line.includes("/api/erasures/loopi_ec_…")))
        assert.isTrue(told.every((line) => !line.includes(code)))
      })
    )
  }
)
