import { assert, describe, it } from "@effect/vitest"
import { Server, Settings } from "@loopi/http"
import { ConfigProvider, Duration, Effect, Layer, Option } from "effect"
import { IpNetwork } from "effect/net"
import { defaults } from "../../src/server/ServerSettings.ts"

const reading = (env: Record<string, string>) =>
  Effect.provide(Settings.fromConfig, ConfigProvider.layer(ConfigProvider.fromUnknown(env)))

describe("the settings of the server", () => {
  it.effect("are as by default where nothing is set, or set to nothing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* reading({}), defaults)
      assert.deepStrictEqual(yield* reading({ PORT: "", LOOPI_HOSTS: " " }), defaults)
    })
  )

  it.effect("are read from the environment", () =>
    Effect.gen(function* () {
      const read = yield* reading({
        LOOPI_HOST: "0.0.0.0",
        PORT: "0",
        LOOPI_HOSTS: "Loopi.example, learn.example",
        LOOPI_CORS_ORIGINS: "https://app.example,http://localhost:5173",
        LOOPI_TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.1,fd00::/8",
        LOOPI_REQUEST_TIMEOUT: "90 seconds"
      })
      assert.deepStrictEqual([read.host, read.port], ["0.0.0.0", 0])
      assert.deepStrictEqual(read.hosts, ["loopi.example", "learn.example"])
      assert.deepStrictEqual(read.corsOrigins, ["https://app.example", "http://localhost:5173"])
      assert.deepStrictEqual(read.trustedProxies.map(IpNetwork.format), ["10.0.0.0/8", "192.0.2.1/32", "fd00::/8"])
      assert.strictEqual(Duration.toSeconds(Duration.fromInputUnsafe(read.requestTimeout)), 90)
    })
  )

  const wrong: Record<string, ReadonlyArray<string>> = {
    LOOPI_HOST: ["localhost", "0", "1.2.3"],
    PORT: ["-1", "65536", "80.5", "http"],
    LOOPI_HOSTS: ["a b", "https://loopi.example", "a,,b"],
    LOOPI_CORS_ORIGINS: ["*", "null", "https://app.example/", "app.example", "https://a.example,*"],
    LOOPI_TRUSTED_PROXIES: ["*", "10.0.0.0/33", "10.0.0.1/8", "0.0.0.0/0", "::/0", "proxy"],
    LOOPI_MAX_CONNECTIONS: ["0", "many", "1e9"],
    LOOPI_MAX_CONNECTIONS_PER_ADDRESS: ["0"],
    LOOPI_REQUEST_TIMEOUT: ["30", "0 seconds", "1 day"],
    LOOPI_IDLE_TIMEOUT: ["0 seconds", "soon"],
    LOOPI_DRAIN_DELAY: ["-1 seconds", "1 hour"],
    LOOPI_DRAIN_TIMEOUT: ["forever"],
    LOOPI_MAX_WATCHES: ["-1"],
    LOOPI_MAX_WATCHES_PER_LEARNER: ["0.5"],
    LOOPI_ADMIN_PORT: ["-1", "x"],
    LOOPI_ADMIN_HOST: ["localhost"]
  }

  it.effect("are refused by name where they say what they cannot", () =>
    Effect.gen(function* () {
      for (const [name, texts] of Object.entries(wrong)) {
        for (const text of texts) {
          const error = yield* Effect.flip(reading({ [name]: text }))
          assert.strictEqual(error._tag === "SettingRefused" ? error.name : error._tag, name, text)
          assert.notInclude(JSON.stringify(error), text === "0" ? "\u0000" : `"${text}"`)
        }
      }
      assert.deepStrictEqual(
        Object.values(Settings.settings).map(({ name }) => name),
        Object.keys(wrong)
      )
    })
  )

  it.effect("let nobody else in unless somebody says so", () =>
    Effect.gen(function* () {
      for (const host of ["0.0.0.0", "::", "192.0.2.1"]) {
        const error = yield* Effect.flip(Effect.scoped(Layer.build(Server.layer({ host, port: 0 }))))
        assert.deepInclude(error, { _tag: "HostNotExposed", host })
      }
      const built = yield* Effect.scoped(Layer.build(Server.layer({ host: "0.0.0.0", port: 0, exposed: true }))).pipe(
        Effect.option
      )
      assert.isTrue(Option.isSome(built))
    })
  )
})
