/**
 * A learner's own keys: piped in, shown by their last four characters, and in no output but that.
 */
import { randomBytes } from "node:crypto"
import { chmodSync } from "node:fs"
import { join } from "node:path"
import { ProviderKey, RotationReport } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"

const secret = "sk-ant-api03-Zx81_kjH7-WvTq"

/** Each starts the program a few times. */
const patience = 120_000

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi keys", (it) => {
  it.effect(
    "keeps a key that is piped in, lists it by its end, and forgets it",
    () =>
      Effect.gen(function* () {
        const { data, loopi, read } = yield* Desk
        const added = yield* loopi(["keys", "add", "anthropic", "--log-level", "all"], { input: `${secret}\n` })
        const listed = yield* runHere(["keys", "list", "--data", data])
        const [key, ...others] = yield* read(Schema.Array(ProviderKey), "keys", "list")

        assert.strictEqual(added.exit, 0)
        assert.match(added.stdout, /Kept: anthropic {2}…WvTq {2}since 20/)
        assert.match(listed.stdout, /^anthropic {2}…WvTq {2}since 20/)
        assert.deepInclude(key, { provider: "anthropic", lastFour: "WvTq" })
        assert.isEmpty(others)
        for (const { stderr, stdout } of [added, listed]) assert.notInclude(stdout + stderr, secret.slice(4, -4))

        const Removed = Schema.Struct({ removed: Schema.String })
        assert.deepStrictEqual(yield* read(Removed, "keys", "rm", "anthropic"), { removed: "anthropic" })
        assert.deepInclude(yield* runHere(["keys", "rm", "anthropic", "--data", data]), {
          exit: 4,
          stderr: "loopi: provider_key_not_found: you have no key for anthropic. See yours with `loopi keys list`\n"
        })
      }),
    patience
  )

  it.effect(
    "seals all keys with a new master key",
    () =>
      Effect.gen(function* () {
        const { loopi, read } = yield* Desk
        yield* loopi(["keys", "add", "jina"], { input: secret })
        const [before] = yield* read(Schema.Array(ProviderKey), "keys", "list")
        assert.isDefined(before)
        const report = yield* read(RotationReport, "keys", "rotate")
        const [after] = yield* read(Schema.Array(ProviderKey), "keys", "list")

        assert.deepInclude(report, { sealed: 1, unreadable: [], unused: [before.masterKeyId], dropped: true })
        assert.deepStrictEqual(after, ProviderKey.make({ ...before, masterKeyId: report.masterKeyId }))
      }),
    patience
  )

  it.effect(
    "says what is wrong with a key, and not what it is",
    () =>
      Effect.gen(function* () {
        const { loopi } = yield* Desk
        const { exit, stderr, stdout } = yield* loopi(["keys", "add", "jina"], { input: `Bearer ${secret}` })
        assert.deepStrictEqual(
          { exit, stderr, stdout },
          {
            exit: 2,
            stdout: "",
            stderr:
              "loopi: provider_key_refused: the key has spaces, line breaks or letters that no key has. Copy it again from the provider, and pipe it in or paste it\n"
          }
        )
      }),
    patience
  )

  it.effect(
    "names keys that cannot be opened, and ends with a conflict",
    () =>
      Effect.gen(function* () {
        const { loopi } = yield* Desk
        yield* loopi(["keys", "add", "voyage"], { input: secret })
        const LOOPI_MASTER_KEYS = `other:${randomBytes(32).toString("base64")}`
        const listed = yield* loopi(["keys", "list"], { env: { LOOPI_MASTER_KEYS } })
        assert.match(listed.stdout, /^voyage .* {2}cannot be opened: master key k[0-9a-f]{12} is missing$/m)
        assert.strictEqual(listed.exit, 0)
        assert.notInclude((yield* loopi(["keys", "list"])).stdout, "cannot be opened")
        const { exit, stderr, stdout } = yield* loopi(["keys", "rotate"], { env: { LOOPI_MASTER_KEYS } })
        assert.match(stdout, /voyage of .*: master key missing \(k[0-9a-f]{12}\)/)
        assert.strictEqual(exit, 5)
        assert.match(stderr, /^loopi: provider_key_unreadable: \d keys? could not be opened\. Put the master keys back/)
      }),
    patience
  )

  it.effect(
    "refuses master keys that are none, at once and without saying them",
    () =>
      Effect.gen(function* () {
        const { data, loopi } = yield* Desk
        const LOOPI_MASTER_KEYS = `one:${Buffer.alloc(31, secret).toString("base64")}`
        const { exit, stderr } = yield* loopi(["keys", "list"], { env: { LOOPI_MASTER_KEYS } })
        assert.strictEqual(exit, 6)
        assert.strictEqual(
          stderr,
          "loopi: master_keys_refused: a master key has not 32 bytes (key 1). Make another with `openssl rand -base64 32`\n"
        )

        chmodSync(join(data, "master-key"), 0o644)
        const exposed = yield* loopi(["keys", "add", "jina"], { input: secret })
        assert.include(exposed.stderr, "may be read by others than its owner. Run `chmod 600` on master-key")
        chmodSync(join(data, "master-key"), 0o600)
      }),
    patience
  )
})

it.effect.each([
  ["keys", "add", "jina", secret],
  ["keys", "add", secret],
  ["keys", "add", "jina", `--key=${secret}`],
  ["keys", "add", "jina", "--key", secret]
])("loopi does not say again what was named on the command line by mistake: %s %s %s", (args) =>
  Effect.gen(function* () {
    const { exit, stderr, stdout } = yield* runHere(args)
    assert.strictEqual(exit, 2)
    assert.strictEqual(stdout, "")
    assert.strictEqual(
      stderr,
      "loopi: usage: only the provider is named (anthropic, jina, openai, voyage); the key is typed or piped in. See `loopi keys add --help`\n"
    )
  })
)
