/**
 * The settings of the environment: the code, the help and the documents know the same ones, and others are warned about.
 */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Logger } from "effect"
import { warnOfMisspelt } from "../src/settings/misspelt.ts"
import { groups, settings } from "../src/settings/settings.ts"
import { stepsBetween } from "../src/settings/stepsBetween.ts"
import { runHere } from "./runHere.ts"

const root = join(import.meta.dirname, "../../..")
const read = (path: string) => readFileSync(join(root, path), "utf8")

/** Where npm runs a script from is no setting of ours, and nor is what packages for tests are told. */
const isOurs = (name: string) => name !== "INIT_CWD" && !name.startsWith("LOOPI_TEST_")

const sources = globSync("packages/*/src/**/*.ts", {
  cwd: root,
  exclude: ["packages/cli/src/settings/of*.ts", "packages/*/src/testing/**"]
})
  .map(read)
  .join("\n")

const named =
  /"((?:LOOPI|OTEL|DATABASE|ANTHROPIC)_[A-Z0-9_]*[A-Z0-9]|[A-Z]+_API_KEY)"|Config\s*\.\w+\(\s*"([A-Z][A-Z0-9_]*)"/g
const readSomewhere = new Set(
  Array.from(sources.matchAll(named), ([, literal, read]) => literal ?? read ?? "").filter(isOurs)
)

it("every setting that is read is in the table", () => {
  assert.isAbove(readSomewhere.size, 50)
  assert.deepStrictEqual(
    [...readSomewhere].filter((name) => !settings.has(name)),
    []
  )
})

it("every setting in the table is read", () => {
  const ours = [...settings.keys()].filter((name) => name.startsWith("LOOPI_"))
  assert.deepStrictEqual(
    ours.filter((name) => !readSomewhere.has(name)),
    []
  )
})

it.effect("loopi serve --help tells every setting with what it means", () =>
  Effect.gen(function* () {
    const { stdout } = yield* runHere(["serve", "--help"])
    const lines = stdout.split("\n").map((line) => line.trim().replace(/ {2,}/, "  "))
    for (const { means, name, otherwise } of settings.values()) {
      assert.include(lines, `${name}  ${means} (${otherwise})`)
    }
  })
)

it("docs/configuration.md tells the same", () => {
  const rows = Array.from(read("docs/configuration.md").matchAll(/^\| `(.+)` \| (.+) \| (.+) \|$/gm), (row) =>
    row.slice(1)
  )
  const table = groups.flatMap((group) => group.settings.map((one) => [one.name, one.means, one.otherwise]))
  assert.deepStrictEqual(rows, table)
  for (const { page } of groups) assert.include(read("docs/configuration.md"), `(${page})`)
})

const warnings = (env: Record<string, string>, provider = ConfigProvider.fromEnv({ env })) =>
  Effect.gen(function* () {
    const said: Array<unknown> = []
    const listening = Logger.layer([Logger.make(({ message }) => void said.push(message))])
    yield* warnOfMisspelt.pipe(Effect.provide(Layer.merge(listening, ConfigProvider.layer(provider))))
    return said.flat()
  })

const misspelt = {
  LOOPI_SMPT_URL: "Is LOOPI_SMTP_URL meant?",
  LOOPI_SIGN_UP: "Is LOOPI_SIGNUP meant?",
  LOOPI_PORT: "Is PORT meant?",
  LOOPI_DATABASE_URL: "Is DATABASE_URL meant?",
  LOOPI_EMAIL_VERIFICATIONS: "Is LOOPI_EMAIL_VERIFICATION meant?",
  LOOPI_COLOUR: "`loopi serve --help` lists those there are."
}

for (const [name, remedy] of Object.entries(misspelt)) {
  it.effect(`warns of ${name}, and not of what it holds`, () =>
    Effect.gen(function* () {
      const env = { [name]: "secret", LOOPI_DATA: "elsewhere", PATH: "/bin" }
      const told = [`Nothing reads the setting ${name}. ${remedy}`]
      assert.deepStrictEqual(yield* warnings(env), told)
      assert.deepStrictEqual(yield* warnings(env, ConfigProvider.fromUnknown(env)), told)
    })
  )
}

it.effect("says nothing of settings there are, nor of what Kubernetes sets for a service called loopi", () =>
  Effect.gen(function* () {
    const known = Object.fromEntries(Array.from(settings.keys(), (name) => [name, "x"]))
    const links = {
      LOOPI_PORT: "tcp://10.0.0.7:3000",
      LOOPI_PORT_3000_TCP: "tcp://10.0.0.7:3000",
      LOOPI_PORT_3000_TCP_ADDR: "10.0.0.7",
      LOOPI_SERVICE_HOST: "10.0.0.7",
      LOOPI_SERVICE_PORT_HTTP: "3000",
      LOOPI_TEST_DATABASE_URL: "postgres://localhost/test"
    }
    assert.deepStrictEqual(yield* warnings({ ...known, ...links }), [])
  })
)

const steps = (a: string, b: string) => [stepsBetween(a, b), stepsBetween(b, a)]

it("counts steps between words as people misspell them", () => {
  assert.deepStrictEqual(steps("smtp", "smtp"), [0, 0])
  assert.deepStrictEqual(steps("smtp", "smpt"), [1, 1])
  assert.deepStrictEqual(steps("smtp", "smt"), [1, 1])
  assert.deepStrictEqual(steps("", "smtp"), [4, 4])
  assert.deepStrictEqual(steps("kitten", "sitting"), [3, 3])
})
